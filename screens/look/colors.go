package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Names of our own colours. Each has a light and a dark value; widgets ask for
// them by name when they paint, so that a change of theme repaints them.
const (
	ColorSurface     fyne.ThemeColorName = "qlingoSurface"     // cards, menu, top bar
	ColorRaised      fyne.ThemeColorName = "qlingoRaised"      // dialogs
	ColorLine        fyne.ThemeColorName = "qlingoLine"        // borders of cards, rules
	ColorEdge        fyne.ThemeColorName = "qlingoEdge"        // outline that alone shows a control: border of a field, a switch that is off
	ColorText        fyne.ThemeColorName = "qlingoText"        // body text
	ColorMuted       fyne.ThemeColorName = "qlingoMuted"       // explanations
	ColorPrimary     fyne.ThemeColorName = "qlingoPrimary"     // main action, focus, links
	ColorOnPrimary   fyne.ThemeColorName = "qlingoOnPrimary"   // text and icons on ColorPrimary
	ColorTint        fyne.ThemeColorName = "qlingoTint"        // selection, hints
	ColorDanger      fyne.ThemeColorName = "qlingoDanger"      // errors, destructive actions
	ColorDangerSoft  fyne.ThemeColorName = "qlingoDangerSoft"  // ground under ColorDanger
	ColorOnDanger    fyne.ThemeColorName = "qlingoOnDanger"    // text on ColorDanger
	ColorSuccess     fyne.ThemeColorName = "qlingoSuccess"     // done, on
	ColorSuccessSoft fyne.ThemeColorName = "qlingoSuccessSoft" // ground under ColorSuccess
	ColorWarning     fyne.ThemeColorName = "qlingoWarning"     // take care
	ColorWarningSoft fyne.ThemeColorName = "qlingoWarningSoft" // ground under ColorWarning
	ColorField       fyne.ThemeColorName = "qlingoField"       // inside of entries
	ColorNeutralSoft fyne.ThemeColorName = "qlingoNeutralSoft" // ground of plain chips, tracks
	ColorShade       fyne.ThemeColorName = "qlingoShade"       // over the page, under a dialog
)

// pair is one colour in both variants.
type pair struct{ light, dark color.NRGBA }

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

var palette = map[fyne.ThemeColorName]pair{
	theme.ColorNameBackground: {rgb(0xF4F6FA), rgb(0x11151C)},

	ColorSurface:     {rgb(0xFFFFFF), rgb(0x1A202A)},
	ColorRaised:      {rgb(0xFFFFFF), rgb(0x212936)},
	ColorLine:        {rgb(0xDCE2EB), rgb(0x313B4B)},
	ColorEdge:        {rgb(0x7D889B), rgb(0x74819A)},
	ColorText:        {rgb(0x1A2233), rgb(0xE9EDF4)},
	ColorMuted:       {rgb(0x566174), rgb(0xA5B0C2)},
	ColorPrimary:     {rgb(0x1D5FD1), rgb(0x78A6FF)},
	ColorOnPrimary:   {rgb(0xFFFFFF), rgb(0x0B1426)},
	ColorTint:        {rgb(0xE8F0FD), rgb(0x1F2E4A)},
	ColorDanger:      {rgb(0xC2322D), rgb(0xFF8A83)},
	ColorDangerSoft:  {rgb(0xFCEBEA), rgb(0x3A2023)},
	ColorOnDanger:    {rgb(0xFFFFFF), rgb(0x2B0D0C)},
	ColorSuccess:     {rgb(0x1A7A48), rgb(0x57CC92)},
	ColorSuccessSoft: {rgb(0xE5F5EC), rgb(0x17332A)},
	ColorWarning:     {rgb(0x8A5A00), rgb(0xF2C265)},
	ColorWarningSoft: {rgb(0xFFF3D6), rgb(0x372C17)},
	ColorField:       {rgb(0xFFFFFF), rgb(0x141A23)},
	ColorNeutralSoft: {rgb(0xDCE2EB), rgb(0x313B4B)},
	ColorShade:       {color.NRGBA{R: 0x11, G: 0x18, B: 0x24, A: 0x73}, color.NRGBA{A: 0xA0}},
}

// fyneColors says which of our colours Fyne's own widgets (menus, scroll bars,
// the inside of an entry) are painted with.
var fyneColors = map[fyne.ThemeColorName]fyne.ThemeColorName{
	theme.ColorNameButton:              ColorSurface,
	theme.ColorNameDisabledButton:      ColorNeutralSoft,
	theme.ColorNameDisabled:            ColorMuted,
	theme.ColorNameError:               ColorDanger,
	theme.ColorNameFocus:               ColorTint,
	theme.ColorNameForeground:          ColorText,
	theme.ColorNameForegroundOnError:   ColorOnDanger,
	theme.ColorNameForegroundOnPrimary: ColorOnPrimary,
	theme.ColorNameHeaderBackground:    ColorSurface,
	theme.ColorNameHover:               ColorTint,
	theme.ColorNameHyperlink:           ColorPrimary,
	theme.ColorNameInputBackground:     ColorField,
	theme.ColorNameInputBorder:         ColorEdge,
	theme.ColorNameMenuBackground:      ColorRaised,
	theme.ColorNameOverlayBackground:   ColorRaised,
	theme.ColorNamePlaceHolder:         ColorMuted,
	theme.ColorNamePressed:             ColorTint,
	theme.ColorNamePrimary:             ColorPrimary,
	theme.ColorNameSelection:           ColorTint,
	theme.ColorNameSeparator:           ColorLine,
	theme.ColorNameSuccess:             ColorSuccess,
	theme.ColorNameWarning:             ColorWarning,
}
