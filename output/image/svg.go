package image

import (
	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/image/layout"
	"github.com/packetseq/packetseq/output/image/svg"
	"github.com/packetseq/packetseq/seq"
)

// SVG is the format of SVG images: one file, however tall.
var SVG = output.Format{
	Name: "svg", Help: "image that scales, with text that can be searched", Suffixes: []string{".svg"}, Picture: true,
	New: func(f output.Files, o output.Options) seq.Writer { return newCollector(f, o, writeSVG) },
}

// writeSVG draws a diagram as one SVG image.
func writeSVG(j *job) error {
	l := layout.New(j.diagram, layout.Options{Options: j.Options, Metrics: j.fonts})
	w, err := j.files.Page(1, 1)
	if err != nil {
		return err
	}
	return svg.Write(w, l, svg.Options{Theme: j.theme, Families: j.fonts.Families()})
}
