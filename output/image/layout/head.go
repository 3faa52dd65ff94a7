package layout

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/packetseq/packetseq/output"
)

// A head is the box at the ends of a lifeline.
type head struct {
	names     []string // the name, in one line or two
	addresses []string // a line each
	full      string   // the name, where the lines do not hold it whole
	title     string   // whole
	width     float64
}

const (
	headPad      = 11.0  // left and right of a head's text
	leastHead    = 72.0  // width
	nameWidth    = 190.0 // of a name before it takes a second line
	crowdedWidth = 120.0 // the same, where there are many lifelines
	crowded      = 12    // lifelines
	mostName     = 230.0 // of each of two lines before the name is shortened
	mostAddress  = 320.0 // an IPv6 address with its port has room
	nameHeight   = 24.0  // of a head without addresses
	namePitch    = 15.0
	addressPitch = 14.0
	maxAddresses = 4 // lines below a name
)

// measureHeads makes the texts of the heads and their sizes.
func (l *Layout) measureHeads() {
	l.heads = make([]head, len(l.participants))
	limit := nameWidth
	if len(l.participants) > crowded {
		limit = crowdedWidth
	}
	names, addresses := 1, 0
	drawn := make(map[string]bool, len(l.participants))
	for i := range l.participants {
		h := l.head(&l.participants[i], limit)
		if key := strings.Join(h.names, "\n"); drawn[key] {
			// Two participants never look alike, however long their names.
			h.names = append(h.names[:len(h.names):len(h.names)], "(lifeline "+strconv.Itoa(i+1)+")")
		} else {
			drawn[key] = true
		}
		h.width = l.headWidth(&h)
		names, addresses = max(names, len(h.names)), max(addresses, len(h.addresses))
		l.heads[i] = h
	}
	l.headH = nameHeight + float64(names-1)*namePitch + float64(addresses)*addressPitch
}

// head returns the texts of a participant's head.
func (l *Layout) head(p *participant, limit float64) head {
	h := head{title: strings.Join(append([]string{p.name}, p.addresses...), "\n")}
	var whole bool
	if h.names, whole = l.nameLines(p.name, limit); !whole {
		h.full = p.name
	}
	addresses := slices.Clone(p.addresses)
	output.SortAddresses(addresses)
	more := p.more
	if len(addresses) > maxAddresses || more > 0 {
		shown := min(len(addresses), maxAddresses-1)
		more += len(addresses) - shown
		addresses = append(addresses[:shown], fmt.Sprintf("+%d more", more))
	}
	for _, a := range addresses {
		a, _ = l.shorten(AddressFace, a, mostAddress)
		h.addresses = append(h.addresses, a)
	}
	if p.more > 0 {
		h.title += fmt.Sprintf("\n+%d more", p.more)
	}
	return h
}

func (l *Layout) headWidth(h *head) float64 {
	width := leastHead - 2*headPad
	for _, s := range h.names {
		width = max(width, l.opts.Metrics.Width(NameFace, s))
	}
	for _, s := range h.addresses {
		width = max(width, l.opts.Metrics.Width(AddressFace, s))
	}
	return 2 * math.Ceil((width+2*headPad)/2)
}

// nameLines returns a name in one line, or in two that are about as long, and
// whether they hold it whole. Where even two lines have no room, what is
// missing is in the middle: hosts of one network differ at one of the ends.
func (l *Layout) nameLines(name string, limit float64) (lines []string, whole bool) {
	width := l.textWidth(NameFace, name)
	if width <= limit {
		return []string{name}, true
	}
	if width <= 2*mostName {
		for each := width / 2; each < mostName; each += 8 {
			cut := breakAt(name, l.opts.Metrics.Fit(NameFace, name, each))
			if l.opts.Metrics.Width(NameFace, name[cut:]) <= max(each, width-each) {
				return []string{name[:cut], strings.TrimLeft(name[cut:], " ")}, true
			}
		}
	}
	first := name[:l.opts.Metrics.Fit(NameFace, name, mostName)]
	if cut := breakAt(name, len(first)); cut > 0 {
		first = name[:cut]
	}
	return []string{first, l.tail(name[len(first):], mostName)}, false
}

// breakAt returns where a name may be broken so that at most fit bytes stand
// before: after its last punctuation there, or else at fit.
func breakAt(name string, fit int) int {
	if cut := strings.LastIndexAny(name[:fit], punctuation) + 1; cut > fit/2 {
		return cut
	}
	return fit
}

// maxTail bounds the search for an end of a name that has room, in bytes: it may
// be of characters that have no width.
const maxTail = 256

// tail returns an ellipsis and as much of the end of s as has room.
func (l *Layout) tail(s string, width float64) string {
	room := width - l.opts.Metrics.Width(NameFace, ellipsis)
	start := len(s)
	for start > max(0, len(s)-maxTail) {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		if l.opts.Metrics.Width(NameFace, s[start-size:]) > room {
			break
		}
		start -= size
	}
	return ellipsis + strings.TrimLeftFunc(s[start:], func(r rune) bool { return unicode.Is(unicode.M, r) })
}

// drawHeads draws the names of the lifelines at a height of the page.
func (c *sheet) drawHeads(y float64, named bool) {
	for i := range c.heads {
		h := &c.heads[i]
		g := Group{Class: "head", Title: h.title}
		if named {
			g.ID = "p" + strconv.Itoa(i+1) + c.pageSuffix()
		}
		c.Begin(g)
		c.Box(Box{X: c.lines[i] - h.width/2, Y: y, W: h.width, H: c.headH, Radius: 5, Fill: HeadFill, Border: HeadBorder, Width: 1})
		c.drawHead(h, c.lines[i], y)
		c.End()
	}
}

// drawHead draws the lines of a head in the middle of its box.
func (c *sheet) drawHead(h *head, x, top float64) {
	height := nameHeight + float64(len(h.names)-1)*namePitch + float64(len(h.addresses))*addressPitch
	y := top + (c.headH-height)/2 + nameHeight/2 + 4.5
	line := func(f Face, ink Ink, s, full string) {
		c.Text(Text{X: x, Y: y, Anchor: Middle, Face: f, Ink: ink, String: s, Full: full, Width: c.opts.Metrics.Width(f, s)})
	}
	full := h.full
	for _, s := range h.names {
		line(NameFace, Foreground, s, full)
		y += namePitch
		full = ""
	}
	y += addressPitch - namePitch
	for _, s := range h.addresses {
		line(AddressFace, Muted, s, "")
		y += addressPitch
	}
}

// pageSuffix keeps the ids of later pages apart from those of the first.
func (c *sheet) pageSuffix() string {
	for i := range c.pages {
		if c.page == &c.pages[i] && i > 0 {
			return "-" + strconv.Itoa(i+1)
		}
	}
	return ""
}
