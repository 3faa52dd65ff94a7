package layout

import "sort"

// A comment is what somebody has noted on a packet in the capture. It stands in a
// row of its own below the message.
type comment struct {
	message int     // index
	text    string  // fit to be drawn
	top     float64 // on the axis
}

// commentPad is left and right of the text of a comment.
const commentPad = 5.0

// drawComments draws the comments of the part, each at the left one of the lifelines
// of its message.
func (c *sheet) drawComments() {
	from, to := max(c.from-commentHeight, c.page.top), min(c.to, c.page.bottom)
	first := sort.Search(len(c.comments), func(i int) bool { return c.comments[i].top >= from })
	for _, n := range c.comments[first:] {
		if n.top >= to {
			return
		}
		m := &c.messages[n.message]
		x, y := c.lines[min(m.from, m.to)]+labelPad, c.y(n.top)
		text, cut := c.shorten(SmallFace, n.text, c.width-margin-x-2*commentPad)
		full := ""
		if cut {
			full = n.text
		}
		width := c.opts.Metrics.Width(SmallFace, text)
		c.Box(Box{X: x, Y: y, W: width + 2*commentPad, H: commentHeight - 2, Radius: 2, Fill: HeadFill, Border: HeadBorder, Width: 0.8})
		c.Text(Text{X: x + commentPad, Y: y + 11, Face: SmallFace, Ink: Foreground, String: text, Full: full, Width: width})
	}
}
