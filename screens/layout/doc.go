// Package layout arranges widgets: the rows, columns and cards that pages and
// dialogs have in common. It knows neither the window nor who is signed in.
//
// Functions such as TitleRow, Facts and Buttons build a piece of a page from
// widgets. The types are Fyne layouts: Column and Scroll make a page
// of cards, Frame centres a card in the window, SideBySide and Halves set
// two objects next to each other. Many of them exist because wrapped text
// knows its height only after it has been given a width.
package layout
