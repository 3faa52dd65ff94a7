package image

import (
	"fmt"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/bitmap"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/seq"
)

// PNG is the format of PNG images: one, or numbered ones for a tall diagram.
var PNG = output.Format{
	Name: "png", Help: "image", Suffixes: []string{".png"}, Binary: true, Picture: true,
	New: func(f output.Files, o output.Options) seq.Writer { return newCollector(f, o, writePNG) },
}

// The number of pixels a point: what is chosen when none is asked for, and the
// limit.
const (
	fineScale  = 2.0 // of a diagram that is one image then
	plainScale = 1.0 // of all others
	maxScale   = 16.0
)

// writePNG draws a diagram as PNG images.
func writePNG(j *job) error {
	l, scale, err := j.layoutPNG()
	if err != nil {
		return err
	}
	if n := l.Pages(); n > 1 {
		j.Remark(fmt.Sprintf("the diagram is tall: it becomes %d images", n))
	}
	encoder := bitmap.NewEncoder(l, bitmap.Options{
		Scale: scale, Theme: j.theme, Fonts: j.fonts, Title: l.Heading(), Version: j.Version,
	})
	for page := range l.Pages() {
		w, err := j.files.Page(page+1, l.Pages())
		if err != nil {
			return err
		}
		if err := encoder.Write(w, page); err != nil {
			return err
		}
	}
	return nil
}

// layoutPNG lays out a diagram for images, and chooses their scale.
func (j *job) layoutPNG() (*layout.Layout, float64, error) {
	scale := j.Scale
	if scale < 0 || scale > maxScale {
		return nil, 0, fmt.Errorf("bad scale %v: it must be above 0 and at most %v pixels a point", scale, maxScale)
	}
	if scale == 0 {
		scale = plainScale
	}
	l := layout.New(j.diagram, layout.Options{Options: j.Options, Metrics: j.fonts, MaxWidth: bitmap.MaxWidth / scale})
	if j.Scale == 0 && l.Width()*fineScale <= wideImage && l.Height(0)*fineScale <= bitmap.MaxHeight {
		scale = fineScale
	}
	l.Divide(bitmap.MaxHeight / scale)
	return l, scale, j.checkWidth(l, scale)
}

// wideImage is the number of pixels from which many programs fail to show an
// image, or show it slowly.
const wideImage = 8000

// checkWidth returns an error that names the ways out if a layout is too wide
// for an image, and remarks on one that is very wide.
func (j *job) checkWidth(l *layout.Layout, scale float64) error {
	width := l.Width() * scale
	if width <= bitmap.MaxWidth {
		if width > wideImage {
			j.Remark(fmt.Sprintf("the image is %.0f pixels wide, more than many programs show well: -t svg has no such limit", width))
		}
		return nil
	}
	return fmt.Errorf("%d lifelines are %.0f pixels wide, and an image may have %d: take fewer packets (-c), name several hosts alike (-n), a smaller --scale, or -t svg",
		l.Lifelines(), width, bitmap.MaxWidth)
}
