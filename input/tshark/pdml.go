package tshark

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// PDML is what tshark -T pdml writes, also with -e, and Wireshark's "Export Packet
// Dissections, As PDML XML".
//
//	<packet>
//	  <proto name="tcp" showname="Transmission Control Protocol, …" …>
//	    <field name="tcp.seq" showname="Sequence Number: 0 …" show="0" value="a614aa52"/>
//	      …
//	</packet>
var PDML = input.Format{
	Name:   "pdml",
	Help:   "tshark -T pdml, Wireshark's PDML export",
	Detect: detectPDML,
	New:    func(r io.Reader, o input.Options) seq.Reader { return newPDMLReader(r, o) },
}

func detectPDML(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n")
	for bytes.HasPrefix(head, []byte("<?")) || bytes.HasPrefix(head, []byte("<!--")) {
		_, rest, _ := bytes.Cut(head, []byte{'>'}) // tshark's comment has none in it
		head = bytes.TrimLeft(rest, " \t\r\n")
	}
	return bytes.HasPrefix(head, []byte("<pdml"))
}

type pdmlReader struct {
	tagScanner
	options input.Options
	begun   bool
	inside  bool // between <pdml> and </pdml>
	behind  bool // </pdml>, where tshark writes statistics (-z)
	strayed bool // what stands here between packets was reported
	ended   error

	words  words
	wanted map[string]string // fields of the current layer
	depth  int               // of <proto> in each other
	dissection
}

func newPDMLReader(r io.Reader, o input.Options) *pdmlReader {
	return &pdmlReader{tagScanner: tagScanner{window: newWindow(r)}, options: o, words: newWords(o)}
}

// Read implements seq.Reader.
func (r *pdmlReader) Read(p *seq.Packet) error {
	for r.ended == nil {
		r.checkText()
		if !r.nextTag() {
			r.end(r.endOfText())
			break
		}
		switch {
		case string(r.name) == "pdml":
			r.inside, r.behind, r.strayed = !r.closing, r.closing, false
			r.skipTag()
		case string(r.name) == "packet" && !r.closing:
			line := r.line()
			r.strayed = false
			if err := r.readPacket(); err != nil {
				r.end(err)
				break
			}
			if r.full {
				r.options.Report(&input.PositionError{Name: r.options.Name, Line: line, Err: errTooLong})
			}
			r.words.packet(p, &r.dissection)
			return nil
		case string(r.name) == "packet":
			r.options.Report(&input.PositionError{Name: r.options.Name, Line: r.line(), Err: errNoBeginning})
			r.skipTag()
		case string(r.name) == "proto", string(r.name) == "field": // of a packet whose end will be met
			r.skipTag()
		default:
			r.stray(r.line(), fmt.Errorf("an element that is no packet: %.40q", r.name))
			r.skipTag()
		}
	}
	return r.ended
}

// checkText reports text between packets, where PDML has none.
func (r *pdmlReader) checkText() {
	if !r.begun {
		r.begun = true
		r.skipBOM()
	}
	if c := r.skipSpace(); c == '<' || !r.more() || r.behind {
		return
	}
	line := r.line()
	const enough = 40
	var text []byte
	for r.more() && r.peek() != '<' && len(text) < enough {
		text = append(text, r.next())
	}
	r.stray(line, fmt.Errorf("%w: %q", errStrayText, bytes.TrimSpace(text)))
}

// stray reports what is no packet, once until the next packet.
func (r *pdmlReader) stray(line int, err error) {
	if !r.strayed {
		r.strayed = true
		r.options.Report(&input.PositionError{Name: r.options.Name, Line: line, Err: err})
	}
}

// skipTag passes over the rest of a tag.
func (r *pdmlReader) skipTag() {
	for r.nextAttribute() {
		r.skipValue()
	}
}

var errNoBeginning = errors.New("the end of a packet without its beginning")

// end ends the capture, for io.EOF or an error.
func (r *pdmlReader) end(err error) {
	if err != io.EOF {
		err = &input.PositionError{Name: r.options.Name, Line: r.line(), Err: err}
	}
	r.ended = err
}

// endOfText returns the error for an end of the text between two packets.
func (r *pdmlReader) endOfText() error {
	switch {
	case r.err != io.EOF:
		return r.err
	case r.inside:
		return errors.New("cut short: </pdml> is missing")
	}
	return io.EOF
}

// readPacket reads what follows the name of <packet up to </packet>.
func (r *pdmlReader) readPacket() error {
	r.reset()
	r.depth, r.wanted = 0, spellings[""]
	for r.nextTag() {
		switch {
		case string(r.name) == "packet" && r.closing:
			r.skipTo('>')
			return nil
		case string(r.name) == "packet", string(r.name) == "pdml":
			return syntaxError("a packet has no </packet>")
		case string(r.name) == "proto" && r.closing:
			r.leaveProto()
		case string(r.name) == "proto":
			r.readProto()
		case string(r.name) == "field" && !r.closing:
			r.readField()
		}
	}
	return r.failure()
}

// readProto reads the tag <proto>, which begins a layer unless it is inside one.
func (r *pdmlReader) readProto() {
	r.depth++
	for r.nextAttribute() {
		switch {
		case r.depth > 1:
			r.skipValue()
		case string(r.attribute) == "name":
			name := r.words.names.of(r.readValue())
			r.begin(name)
			r.wanted = spellings[name]
		case string(r.attribute) == "showname" && len(r.layers) > 0:
			r.setTitle(r.readValue())
		default:
			r.skipValue()
		}
	}
	if r.empty {
		r.leaveProto()
	}
}

func (r *pdmlReader) leaveProto() {
	if r.depth--; r.depth <= 0 {
		r.depth = 0
		r.begin("") // fields chosen by -e are in none
		r.wanted = spellings[""]
	}
}

// readField reads the tag <field>. Its name comes first, and show before value.
func (r *pdmlReader) readField() {
	name := ""
	for r.nextAttribute() {
		switch {
		case string(r.attribute) == "name":
			name = r.wanted[string(r.readValue())]
		case name == "":
			r.skipValue()
		case string(r.attribute) == "show" && name != generalTime, string(r.attribute) == "value":
			r.add(name, r.readValue())
			name = ""
		default:
			r.skipValue()
		}
	}
}

// generalTime is the field of the general information that has the time as seconds
// since 1970, and as a date for show.
const generalTime = "timestamp"
