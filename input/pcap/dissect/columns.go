package dissect

import (
	"fmt"
	"slices"
	"strconv"
)

// columns are the texts of a packet while dissectors write them, with the rules
// of Wireshark's columns: a dissector clears what the one below it wrote in Info,
// up to the fence that was set last, and puts its own text there.
type columns struct {
	protocol string
	info     []byte
	fence    int  // what stands before it in info cannot be cleared
	frozen   int  // above 0, nothing is written at all
	locked   bool // the protocol stands fast
	wanted   bool // else no Info is made
}

// begin empties the columns for the next packet.
func (c *columns) begin(wanted bool) { *c = columns{info: c.info[:0], wanted: wanted} }

// writes reports whether Info can be written. A dissector that would do work
// for its Info alone asks first.
func (c *columns) writes() bool { return c.wanted && c.frozen == 0 }

func (c *columns) setProtocol(name string) {
	if c.frozen == 0 && !c.locked {
		c.protocol = name
	}
}

// addProtocol appends to the protocol: "SIP" + "/SDP".
func (c *columns) addProtocol(text string) { c.setProtocol(c.protocol + text) }

func (c *columns) clearInfo() {
	if c.writes() {
		c.info = c.info[:c.fence]
	}
}

func (c *columns) setInfo(text string) {
	if c.writes() {
		c.info = append(c.info[:c.fence], text...)
	}
}

func (c *columns) setInfof(format string, args ...any) {
	if c.writes() {
		c.info = fmt.Appendf(c.info[:c.fence], format, args...)
	}
}

func (c *columns) addInfo(text string) {
	if c.writes() {
		c.info = append(c.info, text...)
	}
}

func (c *columns) addInfof(format string, args ...any) {
	if c.writes() {
		c.info = fmt.Appendf(c.info, format, args...)
	}
}

// addInfoBytes appends captured text. Wireshark's columns show a character that
// cannot be printed as an escape of C.
func (c *columns) addInfoBytes(text []byte) {
	if c.writes() {
		c.info = append(c.info, text...)
	}
}

// addInfoUint appends text and number; unlike addInfof it costs no allocation.
func (c *columns) addInfoUint(text string, number uint64) {
	if c.writes() {
		c.info = strconv.AppendUint(append(c.info, text...), number, 10)
	}
}

// joinInfo appends text, with separator before it unless Info is empty.
func (c *columns) joinInfo(separator, text string) {
	if c.writes() {
		if len(c.info) > 0 {
			c.info = append(c.info, separator...)
		}
		c.info = append(c.info, text...)
	}
}

// prefixInfo puts text in front of all, where it stays whatever follows.
func (c *columns) prefixInfo(text string) {
	if c.writes() {
		c.info = slices.Insert(c.info, 0, []byte(text)...)
		c.fence += len(text)
	}
}

// fenceInfo keeps what Info says now.
func (c *columns) fenceInfo() {
	if c.writes() {
		c.fence = len(c.info)
	}
}

// freeze stops all writing until the function that it returns is called: for
// what is quoted in another packet, such as in an ICMP error.
func (c *columns) freeze() (thaw func()) {
	c.frozen++
	return func() { c.frozen-- }
}
