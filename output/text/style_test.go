package text

import (
	"math"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/seq"
)

// luminance returns the relative luminance (WCAG 2.1) of a colour of the 6×6×6
// cube or of the greys that xterm shows.
func luminance(index int) float64 {
	channel := func(v int) float64 {
		c := float64(v) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	if index >= 232 {
		return channel(8 + 10*(index-232))
	}
	levels := []int{0, 95, 135, 175, 215, 255}
	index -= 16
	return 0.2126*channel(levels[index/36]) + 0.7152*channel(levels[index/6%6]) + 0.0722*channel(levels[index%6])
}

// Every colour must be read on a light and on a dark background.
func TestContrast(t *testing.T) {
	const least = 3.6
	p := newPalette(256)
	inks := append([]string{p.muted, p.alert}, p.kindInks[:]...)
	inks = append(inks, p.captureInks[:]...)
	seen := 0
	for _, ink := range inks {
		_, number, ok := strings.Cut(strings.TrimSuffix(ink, "m"), "38;5;")
		if !ok {
			continue // the colour of all text
		}
		seen++
		index := 0
		for _, digit := range number {
			index = index*10 + int(digit-'0')
		}
		lum := luminance(index)
		if black, white := (lum+0.05)/0.05, 1.05/(lum+0.05); min(black, white) < least {
			t.Errorf("colour %d: contrast %.2f on black, %.2f on white", index, black, white)
		}
	}
	if want := len(inks) - 1; seen != want {
		t.Errorf("%d colours, want %d", seen, want)
	}
	if p.kindInks[seq.Other] != "" {
		t.Errorf("Other has the colour %q", p.kindInks[seq.Other])
	}
}

// Without colours there is no escape sequence at all.
func TestNoPalette(t *testing.T) {
	if p := newPalette(0); p != (palette{}) {
		t.Errorf("%+v", p)
	}
}
