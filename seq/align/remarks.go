package align

import (
	"fmt"
	"strings"
)

// Remarks says what the user has to know of the clocks. Names are those of the
// captures.
func (p *Plan) Remarks(names []string) (all []string) {
	for i, name := range names {
		if a, twin := p.twinOf(i); twin {
			all = append(all, name+": shows the same packets at the same times as "+names[a]+": it is a copy of that capture")
		}
		c := &p.clocks[i]
		if p.m.offsets[i] != 0 && p.Shift(i) == 0 && !c.given {
			all = append(all, name+": its packets tell how far its clock is ahead; --offset is not used")
		}
		switch first := int(p.m.group[i]); {
		case len(c.pieces) > 1:
			all = append(all, fmt.Sprintf("%s: its clock, or that of %s, was set %d times while they ran", name, names[c.parent], len(c.pieces)-1))
		case c.root != i || i == 0 || p.m.starts[i] == p.m.starts[i+1]:
		case first != i:
			all = append(all, name+": packets that others saw too went one way only, which does not tell how far its clock is ahead: say it with --offset")
		default:
			all = append(all, p.untied(names, i))
		}
		if p.m.impossible(i) {
			all = append(all, name+": by --offset its packets arrived before they were sent")
		}
	}
	return all
}

// untied says of a capture, and of those that share packets with it, that they share none
// with the first one.
func (p *Plan) untied(names []string, first int) string {
	var of []string
	for i, name := range names {
		if int(p.m.group[i]) == first {
			of = append(of, name)
		}
	}
	as := "as they are"
	if p.m.offsets[first] != 0 {
		as = "as --offset says"
	}
	if len(of) == 1 && p.m.alike&(1<<first) != 0 {
		return names[first] + ": those of its packets that another capture shows, too, only repeat, which does not tell which is which; its times are taken " + as
	}
	if len(of) == 1 {
		return names[first] + ": no other capture shows its packets; its times are taken " + as
	}
	last := len(of) - 1
	return fmt.Sprintf("nothing ties %s and %s to %s: they share no packets with it; the times of %s are taken %s",
		strings.Join(of[:last], ", "), of[last], names[0], names[first], as)
}
