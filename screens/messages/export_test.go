package messages

// What the tests of this package look into.
var KindLooks = kindLooks
