package tshark

import (
	"iter"
	"strconv"
	"strings"
)

// A dissection is what tshark said of one packet, reduced to the fields that
// packetseq asks for. It is filled by the readers of PDML, JSON and EK, and used
// again for the next packet: nothing in it outlives the packet.
//
//	frame        eth      ip        tcp                 http
//	│number,len… │src,dst │src,dst… │srcport,seq,flags… │request.method…     fields
//
// Without layers (tshark -e) all fields are in one layer that has no name.
type dissection struct {
	layers []layer
	fields []field
	text   []byte // the values of the fields and the titles of the layers
	full   bool   // a value was left out, because text was at its limit
}

// A layer is one protocol of a packet. Its fields are those from first to that of
// the next layer.
type layer struct {
	name  string // Wireshark's filter name, such as "tcp"
	title extent // what the packet details show for it; only PDML tells
	first int
}

// A field is one value. The same name may come several times.
type field struct {
	name string // as in wantedFields
	extent
}

// An extent is a part of dissection.text.
type extent struct{ start, end int }

// maxText bounds what is kept of one packet. Nothing that tshark shows of a real
// one comes near to it; the values of reassembled data, which do, are not kept.
const maxText = 1 << 20

func (d *dissection) reset() {
	d.layers, d.fields, d.text, d.full = d.layers[:0], d.fields[:0], d.text[:0], false
}

// begin starts a layer; the fields that follow are its.
func (d *dissection) begin(name string) {
	d.layers = append(d.layers, layer{name: name, first: len(d.fields)})
}

// setTitle sets the title of the layer that was begun last.
func (d *dissection) setTitle(title []byte) {
	if s, ok := d.keep(title); ok {
		d.layers[len(d.layers)-1].title = s
	}
}

// add adds a field to the layer that was begun last.
func (d *dissection) add(name string, value []byte) {
	if len(d.layers) == 0 {
		d.begin("")
	}
	if s, ok := d.keep(value); ok {
		d.fields = append(d.fields, field{name, s})
	}
}

func (d *dissection) keep(value []byte) (extent, bool) {
	if len(d.text)+len(value) > maxText {
		d.full = true
		return extent{}, false
	}
	start := len(d.text)
	d.text = append(d.text, value...)
	return extent{start, len(d.text)}, true
}

func (d *dissection) bytes(s extent) []byte { return d.text[s.start:s.end] }

// facts are some of the fields of a dissection: those of one layer, or of all.
type facts struct {
	d      *dissection
	fields []field
}

// all returns the fields of all layers.
func (d *dissection) all() facts { return facts{d, d.fields} }

// layer returns the fields of the innermost layer of that name. Where there are no
// layers, it returns all fields: their names tell whose they are.
func (d *dissection) layer(name string) facts {
	for i := len(d.layers) - 1; i >= 0; i-- {
		if d.layers[i].name == name {
			return d.fieldsOf(i)
		}
	}
	if d.flat() {
		return d.all()
	}
	return facts{d: d}
}

// flat reports whether the packet has chosen fields (-e) and no layers.
func (d *dissection) flat() bool {
	for i := range d.layers {
		if name := d.layers[i].name; name != "" && name != "geninfo" {
			return false
		}
	}
	return true
}

// hasFieldsOf reports whether there are fields of a protocol.
func (d *dissection) hasFieldsOf(protocol string) bool {
	for i := range d.fields {
		if owner, _, _ := strings.Cut(d.fields[i].name, "."); owner == protocol {
			return true
		}
	}
	return false
}

// hasLayer reports whether there is a layer of that name.
func (d *dissection) hasLayer(name string) bool {
	for i := range d.layers {
		if d.layers[i].name == name {
			return true
		}
	}
	return false
}

func (d *dissection) fieldsOf(i int) facts {
	end := len(d.fields)
	if i+1 < len(d.layers) {
		end = d.layers[i+1].first
	}
	return facts{d, d.fields[d.layers[i].first:end]}
}

// get returns the last value of a field; nil if there is none.
func (f facts) get(name string) []byte {
	for i := len(f.fields) - 1; i >= 0; i-- {
		if f.fields[i].name == name {
			return f.d.bytes(f.fields[i].extent)
		}
	}
	return nil
}

// has reports whether there is a field of that name, whatever its value.
func (f facts) has(name string) bool {
	for i := range f.fields {
		if f.fields[i].name == name {
			return true
		}
	}
	return false
}

// each yields the values of a field in the order of the packet.
func (f facts) each(name string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := range f.fields {
			if f.fields[i].name == name && !yield(f.d.bytes(f.fields[i].extent)) {
				return
			}
		}
	}
}

// number returns the last value of a field as a number, which tshark writes as
// "16500" or, where the number is a set of bits or an identifier, as "0x4074".
func (f facts) number(name string) (value uint64, ok bool) { return parseNumber(f.get(name)) }

func parseNumber(text []byte) (value uint64, ok bool) {
	digits, base := string(text), 10
	if len(digits) > 2 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X') {
		digits, base = digits[2:], 16
	}
	value, err := strconv.ParseUint(digits, base, 64)
	return value, err == nil
}

// is reports whether the last value of a field is the number want.
func (f facts) is(name string, want uint64) bool {
	value, ok := f.number(name)
	return ok && value == want
}

// set reports whether the last value of a field says yes: PDML and JSON write "1"
// or "True", EK writes true.
func (f facts) set(name string) bool {
	switch string(f.get(name)) {
	case "1", "true", "True":
		return true
	}
	return false
}

// A queue hands out the values of one field one by one. EK and JSON without
// duplicate keys gather the values of a field, so that only their own order is
// left, and what belongs together has the same place in each queue.
type queue struct {
	facts
	name string
	next int // index in fields
}

func (f facts) queue(name string) *queue { return &queue{f, name, 0} }

// pop returns the next value; nil if there is none.
func (q *queue) pop() []byte {
	for ; q.next < len(q.fields); q.next++ {
		if q.fields[q.next].name == q.name {
			q.next++
			return q.d.bytes(q.fields[q.next-1].extent)
		}
	}
	return nil
}
