package seq

// A NameSource says who told a name in a capture, the most trustworthy first.
type NameSource uint8

// The sources.
const (
	NameOfCapture NameSource = iota // who saved the capture: a name-resolution block
	NameOfDNS                       // an answer of DNS, mDNS or LLMNR
	NameOfTLS                       // a server name in a TLS handshake
	NameOfHTTP                      // a Host field of HTTP
)

// maxLearned bounds the addresses whose names are learned from captures.
const maxLearned = 1 << 16

// A learnedName is one that a capture has told.
type learnedName struct {
	name    string
	source  NameSource
	capture int
}

// Learn names an address by what a capture told of it. A name that the user gave
// wins over it, and so does that of a better source; of two of the same source
// the first holds, with OneHost that of the first capture. A lifeline that was met keeps its name. Learn may be called at the
// same time as Lookup.
func (n *Names) Learn(capture int, address, name string, source NameSource) {
	p := n.place(capture, address)
	n.learning.Lock()
	defer n.learning.Unlock()
	known, ok := n.learned[p]
	switch {
	case name == "" || ok && !known.yields(source, capture) || !ok && len(n.learned) >= maxLearned:
		return
	case n.learned == nil:
		n.learned = map[place]learnedName{}
	}
	n.learned[p] = learnedName{name, source, capture}
}

// yields reports whether what a source told in a capture goes before l.
func (l *learnedName) yields(source NameSource, capture int) bool {
	return source < l.source || source == l.source && capture < l.capture
}
