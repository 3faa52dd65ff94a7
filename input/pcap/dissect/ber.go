package dissect

import "strconv"

// The classes of BER's tags (X.690 8.1.2).
const (
	berUniversal   = 0
	berApplication = 1
	berContext     = 2
)

// The universal tags that are looked for.
const (
	berInteger     = 2
	berOctetString = 4
	berOID         = 6
	berSequence    = 16
)

// A berItem is the head of a value in BER, and where its contents are.
type berItem struct {
	class, tag int
	start, end int // the end may be behind that of the view
}

// is reports whether the item has a tag.
func (i berItem) is(class, tag int) bool { return i.class == class && i.tag == tag }

// ber reads the head of the value at an offset. A value of indefinite length is
// taken to reach to the end of the view.
func (v view) ber(at int) berItem {
	first := v.u8(at)
	at++
	item := berItem{class: int(first >> 6), tag: int(first & 0x1f)}
	if item.tag == 0x1f {
		item.tag = 0
		for more := true; more; at++ {
			octet := v.u8(at)
			item.tag = item.tag<<7&0xffffff | int(octet&0x7f)
			more = octet&0x80 != 0
		}
	}
	size := int(v.u8(at))
	at++
	switch {
	case size == 0x80:
		size = v.left(at)
	case size > 0x80:
		octets := size & 0x7f
		size = 0
		for range octets {
			size = size<<8&0xffffffff | int(v.u8(at))
			at++
		}
	}
	item.start, item.end = at, at+size
	return item
}

// berUint reads an INTEGER of up to four octets.
func (v view) berUint(item berItem) (n uint32) {
	for _, octet := range v.bytes(item.start, item.end-item.start) {
		n = n<<8 | uint32(octet)
	}
	return n
}

// appendOID appends an object identifier as numbers with dots (X.690 8.19), or
// nothing if it ends within a number or has one that is too large.
func appendOID(text, oid []byte) []byte {
	if len(oid) == 0 || oid[len(oid)-1]&0x80 != 0 {
		return text
	}
	start := len(text)
	number, first := uint64(0), true
	for _, octet := range oid {
		number = number<<7 | uint64(octet&0x7f)
		if number > 1<<32-1 {
			return text[:start]
		}
		if octet&0x80 != 0 {
			continue
		}
		if first {
			root := min(number/40, 2)
			text = strconv.AppendUint(text, root, 10)
			number -= root * 40
			first = false
		}
		text = strconv.AppendUint(append(text, '.'), number, 10)
		number = 0
	}
	return text
}
