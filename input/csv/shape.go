package csv

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/input/column"
	"github.com/packetseq/packetseq/input/stamp"
)

// A shape is what the text of a cell looks like, where no title says what it is.
type shape uint8

// The shapes. Those from clock on hardly ever come about by chance.
const (
	empty  shape = iota
	prose        // anything else
	word         // may be the name of a protocol
	number       // digits only
	clock        // a time
	ipv4
	ipv6
	mac
	layers    // "eth:ethertype:ip:tcp"
	flagBits  // "0x0012"
	rightward // the arrow of tshark -T tabs between two addresses
	leftward
)

// shapeOf returns the shape of a cell. Of several values the first counts.
func shapeOf(text string) shape {
	value := text
	if i := strings.IndexAny(text, ",; |"); i > 0 {
		value = text[:i]
	}
	switch {
	case text == "":
		return empty
	case text == "→", text == "->":
		return rightward
	case text == "←", text == "<-":
		return leftward
	case strings.Trim(text, "0123456789") == "":
		return number
	case stamp.NewParser(nil).Parse(text).Form != stamp.Invalid:
		return clock
	case strings.HasPrefix(text, "0x") && len(text) <= len("0x0fff") && value == text:
		return flagBits
	case strings.Contains(text, ":ethertype:"), strings.HasPrefix(text, "sll:"), strings.HasPrefix(text, "raw:"):
		return layers
	case isMAC(value):
		return mac
	}
	if address, err := netip.ParseAddr(value); err == nil {
		if address.Is4() {
			return ipv4
		}
		return ipv6
	}
	if len(text) <= 16 && 'A' <= text[0] && text[0] <= 'Z' && !strings.ContainsAny(text, " ,;:()") {
		return word
	}
	return prose
}

// isMAC reports whether text is an Ethernet address, "02:00:00:00:00:01".
func isMAC(text string) bool {
	return len(text) == 17 && strings.Count(text, ":") == 5 && text[2] == ':' && text[14] == ':'
}

// A guess says what the columns of a capture without titles hold, by the shapes
// of the texts that were first in each.
type guess struct {
	texts  []string
	shapes []shape
	fields []string // by column; empty where nothing can be told
}

// guessFields guesses from the first texts of the columns.
func guessFields(texts []string) *guess {
	g := &guess{texts: texts, shapes: make([]shape, len(texts)), fields: make([]string, len(texts))}
	for i, text := range texts {
		g.shapes[i] = shapeOf(text)
	}
	slots := map[shape][]string{
		clock: {"_ws.col.time"}, ipv4: {"ip.src", "ip.dst"}, ipv6: {"ipv6.src", "ipv6.dst"}, mac: {"eth.src", "eth.dst"},
		layers: {"frame.protocols"}, flagBits: {"tcp.flags"},
	}
	for i, shape := range g.shapes {
		if names := slots[shape]; len(names) > 0 {
			g.fields[i], slots[shape] = names[0], names[1:]
		}
	}
	g.guessArrow()
	g.guessNumbers()
	g.guessTexts()
	return g
}

// guessArrow takes the columns beside an arrow to be the addresses, and what
// follows them to be the protocol, as in Wireshark's default columns.
func (g *guess) guessArrow() {
	for i, s := range g.shapes {
		if (s == rightward || s == leftward) && i > 0 && i+1 < len(g.fields) {
			g.fields[i-1], g.fields[i+1] = "_ws.col.source", "_ws.col.destination"
			if s == leftward {
				g.fields[i-1], g.fields[i+1] = g.fields[i+1], g.fields[i-1]
			}
			if i+2 < len(g.fields) && g.shapes[i+2] != number && g.shapes[i+2] != empty {
				g.fields[i+2] = "_ws.col.protocol"
			}
		}
	}
}

// guessNumbers goes by the place of a number: the first column, behind an
// address, behind both, behind the flags, or elsewhere.
func (g *guess) guessNumbers() {
	ports, length := []string{"tcp.srcport", "tcp.dstport"}, "frame.len"
	for i := 0; i < len(g.shapes); i++ {
		run := 0
		for i+run < len(g.shapes) && g.shapes[i+run] == number {
			run++
		}
		var names []string
		switch {
		case run == 0:
			continue
		case i == 0:
			names = []string{"frame.number"}
		case g.shapes[i-1] == flagBits:
			names = []string{"tcp.seq", "tcp.ack", "tcp.len"}
		case strings.HasSuffix(g.fields[i-1], ".src") && len(ports) == 2:
			names, ports = ports[:1], ports[1:]
		case strings.HasSuffix(g.fields[i-1], ".dst") && len(ports) == 1:
			names, ports = ports, nil
		case strings.HasSuffix(g.fields[i-1], ".dst") && len(ports) == 2 && run > 1:
			names, ports = ports, nil
		}
		for n := range run {
			switch {
			case n < len(names):
				g.fields[i+n] = names[n]
			case i > 0:
				g.fields[i+n], length = length, ""
			}
		}
		i += run
	}
}

// guessTexts takes the first word for the protocol, and the last text for Info.
func (g *guess) guessTexts() {
	const name = "_ws.col.protocol"
	protocol := slices.Index(g.fields, name)
	for i := 0; i < len(g.shapes) && protocol < 0; i++ {
		if g.shapes[i] == word && g.fields[i] == "" {
			protocol, g.fields[i] = i, name
		}
	}
	for i := len(g.shapes) - 1; i > protocol; i-- {
		if s := g.shapes[i]; (s == prose || s == word) && g.fields[i] == "" {
			g.fields[i] = "_ws.col.info"
			return
		}
	}
}

// sure reports whether the texts are those of a packet: there are addresses, and
// at least two columns that are hardly so by chance.
func (g *guess) sure() bool {
	telling, addresses := 0, 0
	for _, s := range g.shapes {
		if s >= clock {
			telling++
		}
		if s == ipv4 || s == ipv6 || s == mac || s == rightward || s == leftward {
			addresses++
		}
	}
	return telling >= 2 && addresses > 0
}

// has reports whether there is a column of that shape.
func (g *guess) has(s shape) bool { return slices.Contains(g.shapes, s) }

// learn takes the texts of another row, for the columns that were empty so far,
// and returns a better guess; nil if there is none.
func (g *guess) learn(text func(column int) string) *guess {
	var texts []string
	for i, s := range g.shapes {
		if s != empty {
			continue
		}
		if t := text(i); t != "" {
			if texts == nil {
				texts = append(texts, g.texts...)
			}
			texts[i] = strings.Clone(t)
		}
	}
	if texts == nil {
		return nil
	}
	return guessFields(texts)
}

// titles returns the titles of the columns: the fields as guessed, but the
// number of the column, from 1, where custom names that.
func (g *guess) titles(custom map[string]string) []string {
	titles := make([]string, len(g.fields))
	for i, field := range g.fields {
		titles[i] = field
		if position := strconv.Itoa(i + 1); custom[position] != "" {
			titles[i] = position
		}
	}
	return titles
}

// layOut returns the layout of the columns.
func (g *guess) layOut(custom map[string]string) (column.Layout, error) {
	return column.LayOut(g.titles(custom), custom)
}
