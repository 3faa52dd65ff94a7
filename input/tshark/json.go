package tshark

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/seq"
)

// JSON is what tshark -T json writes, also with -x, --no-duplicate-keys or -e, and
// Wireshark's "Export Packet Dissections, As JSON": an array with an object for
// each packet.
//
//	[ { "_index": …, "_source": { "layers": { "frame": { "frame.number": "1", …
var JSON = input.Format{
	Name:   "json",
	Help:   "tshark -T json, Wireshark's JSON export",
	Detect: detectJSON,
	New:    func(r io.Reader, o input.Options) seq.Reader { return newJSONReader(r, o, false) },
}

func detectJSON(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), " \t\r\n")
	if rest, ok := bytes.CutPrefix(head, []byte("[")); ok {
		rest = bytes.TrimLeft(rest, " \t\r\n")
		return len(rest) == 0 || rest[0] == '{' || rest[0] == ']'
	}
	return bytes.HasPrefix(head, []byte("{")) && !detectEK(head) // jq made lines of the array
}

var bom = []byte("\xef\xbb\xbf")

// A jsonReader reads packets from tshark's JSON, or from EK, whose objects are the
// same but for the names of the keys, and stand in a line each.
type jsonReader struct {
	jsonScanner
	options input.Options
	begun   bool
	array   bool // the packets are in an array
	inArray bool // which has not ended yet
	raw     bool // the packet comes with its bytes (-x)
	index   bool // the object names the index of the next one, in EK
	ended   error

	words words
	dissection
}

func newJSONReader(r io.Reader, o input.Options, perLine bool) *jsonReader {
	w := newWindow(r)
	return &jsonReader{jsonScanner: jsonScanner{window: w, perLine: perLine}, options: o, words: newWords(o)}
}

// Read implements seq.Reader.
func (r *jsonReader) Read(p *seq.Packet) error {
	for r.ended == nil {
		line, found, err := r.readDocument()
		switch {
		case err != nil && errors.As(err, new(syntaxError)):
			r.leaveOut(line, err)
		case err != nil:
			r.end(err)
		case found:
			if r.full {
				r.report(line, errTooLong)
			}
			r.words.packet(p, &r.dissection)
			return nil
		case !r.index:
			r.report(line, errNoPacket)
		}
	}
	return r.ended
}

// leaveOut reports what is wrong with a packet that began in that line, or with what
// stands between two if that is 0, and goes to where the next one can begin.
func (r *jsonReader) leaveOut(line int, err error) {
	if r.perLine {
		r.report(cmp.Or(line, r.line()), err)
		r.skipTo('\n')
		return
	}
	if line > 0 {
		err = fmt.Errorf("%w; the packet that begins in line %d is left out", err, line)
	}
	r.report(r.line(), err)
	closed := r.findPacket()
	r.inArray = r.array && (r.found != nil || r.inArray && !closed)
}

var errNoPacket = errors.New("an object that is no packet")

var errTooLong = fmt.Errorf("a field is longer than %d bytes and left out", maxText)

func (r *jsonReader) report(line int, err error) {
	r.options.Report(&input.PositionError{Name: r.options.Name, Line: line, Err: err})
}

// end ends the capture, for io.EOF or an error.
func (r *jsonReader) end(err error) {
	if err != io.EOF {
		err = &input.PositionError{Name: r.options.Name, Line: r.line(), Err: err}
	}
	r.ended = err
}

// readDocument reads up to the end of the next object, and reports whether it was a
// packet and in which line it began; 0 if none did. The error is io.EOF at the end of
// the capture.
func (r *jsonReader) readDocument() (line int, found bool, err error) {
	if !r.begun {
		r.begun = true
		r.skipBOM()
	}
	r.level = 0
	if r.found != nil {
		line = r.line()
		found, err = r.readPacket()
		return line, found, err
	}
	for {
		c := r.window.skipSpace()
		switch {
		case !r.more():
			return 0, false, r.endOfText()
		case c == '[' && !r.inArray && !r.perLine:
			r.array, r.inArray = true, true
		case c == ']' && r.inArray:
			r.inArray = false
		case c == ',' && r.inArray:
		case c == '{':
			line = r.line()
			r.pos++
			found, err = r.readPacket()
			return line, found, err
		default:
			return 0, false, r.unexpected("a packet")
		}
		r.pos++
	}
}

// endOfText returns the error for an end of the text between two packets.
func (r *jsonReader) endOfText() error {
	switch {
	case r.err != io.EOF:
		return r.err
	case r.inArray:
		return errors.New("cut short: the array of packets has no end")
	}
	return io.EOF
}

// readPacket reads an object whose "{" was consumed, or a key was found, into the dissection, and reports
// whether it was a packet: EK writes a line that names the index before each.
func (r *jsonReader) readPacket() (found bool, err error) {
	r.reset()
	r.raw, r.index = false, false
	err = r.members(func(key []byte) error {
		switch string(key) {
		case "_source":
			if r.skipSpace() != '{' {
				return r.skip()
			}
			r.pos++
			return r.members(func(key []byte) error {
				if string(key) != "layers" {
					return r.skip()
				}
				found = true
				return r.readLayers()
			})
		case "layers":
			found = true
			return r.readLayers()
		case "timestamp":
			return r.readTimestamp()
		case "index":
			r.index = r.perLine
		}
		return r.skip()
	})
	if err == nil && found && r.raw && len(r.fields) == 0 {
		err = errors.New("the packets have their bytes and no dissection; use tshark -T json, not -T jsonraw")
	}
	return found, err
}

// readTimestamp reads the time that EK writes for the index, in milliseconds.
func (r *jsonReader) readTimestamp() error {
	if c := r.skipSpace(); c == '{' || c == '[' {
		return r.skip()
	}
	text, err := r.readScalar()
	if err == nil {
		r.begin("")
		r.add(generalTime, text)
	}
	return err
}

// readLayers reads the value of "layers".
func (r *jsonReader) readLayers() error {
	if r.skipSpace() != '{' {
		return r.unexpected("an object of layers")
	}
	r.pos++
	return r.members(func(key []byte) error {
		name := r.words.names.of(key)
		if r.perLine && strings.HasPrefix(name, "_ws_") && r.skipSpace() == '{' {
			name = strings.Replace(name, "_ws_", "_ws.", 1)
		}
		if field, ok := spellings[""][name]; ok && r.skipSpace() != '{' { // a field chosen by -e
			return r.readFields(field, spellings[""], 0)
		}
		if r.skipSpace() != '[' {
			return r.readLayer(name)
		}
		r.pos++
		return r.elements(func() error { return r.readLayer(name) })
	})
}

// readLayer reads one layer of a packet.
func (r *jsonReader) readLayer(name string) error {
	if r.skipSpace() != '{' {
		r.raw = r.raw || name == "frame_raw"
		if strings.HasPrefix(name, "_ws.") { // such as _ws.short, which has only a text
			r.begin(name)
		}
		return r.skip()
	}
	r.begin(name)
	wanted := spellings[name]
	if wanted == nil || name == "" {
		return r.skip()
	}
	return r.readFields("", wanted, 0)
}

// readFields reads a value, which belongs to the field name unless that is empty,
// and keeps what is wanted of it and of the objects in it.
func (r *jsonReader) readFields(name string, wanted map[string]string, depth int) error {
	if depth > maxDepth {
		return errTooDeep
	}
	switch r.skipSpace() {
	case '{':
		r.pos++
		return r.members(func(key []byte) error {
			return r.readFields(wanted[string(key)], wanted, depth+1)
		})
	case '[':
		r.pos++
		return r.elements(func() error { return r.readFields(name, wanted, depth+1) })
	}
	if name == "" {
		return r.skip()
	}
	value, err := r.readScalar()
	if err == nil {
		r.add(name, value)
	}
	return err
}
