// Package messages turns what the model says into sentences for people.
//
// Sentence words an error by its code and values, Remedy says what to do about
// it, and FieldOf names the input field it belongs to. kindLooks gives every kind
// of activity its name and colour, KindGroups the lines of the filter. Number,
// Size, Age and Shorten write single values. The sentences themselves are in
// assets/translations; this package chooses the key and fills it in.
package messages
