package dissect

import (
	"fmt"
	"math/bits"
	"slices"
)

// columns are the texts of a packet while dissectors write them, with the rules
// of Wireshark's columns: a dissector clears what the one below it wrote in Info,
// up to the fence that was set last, and puts its own text there.
type columns struct {
	protocol string
	info     []byte
	fence    int  // what stands before it in info cannot be cleared
	locked   bool // the protocol stands fast
	wanted   bool // else no Info is made
}

// maxInfo is how long Info can get, in bytes: Wireshark's bound.
const maxInfo = 4095

// writes reports whether Info can be written. A dissector that would do work
// for its Info alone asks first.
func (c *columns) writes() bool { return c.wanted }

// full reports whether Info has no room for more.
func (c *columns) full() bool { return len(c.info) >= maxInfo }

// cut keeps Info within its bound.
func (c *columns) cut() {
	if len(c.info) > maxInfo {
		c.info = c.info[:maxInfo]
		c.fence = min(c.fence, maxInfo)
	}
}

func (c *columns) setProtocol(name string) {
	if !c.locked {
		c.protocol = name
	}
}

func (c *columns) clearInfo() {
	if c.writes() {
		c.info = c.info[:c.fence]
	}
}

func (c *columns) setInfo(text string) {
	if c.writes() {
		c.info = append(c.info[:c.fence], text...)
		c.cut()
	}
}

func (c *columns) setInfof(format string, args ...any) {
	if c.writes() {
		c.info = fmt.Appendf(c.info[:c.fence], format, args...)
		c.cut()
	}
}

func (c *columns) addInfo(text string) {
	if c.writes() {
		c.info = append(c.info, text...)
		c.cut()
	}
}

func (c *columns) addInfof(format string, args ...any) {
	if c.writes() {
		c.info = fmt.Appendf(c.info, format, args...)
		c.cut()
	}
}

func (c *columns) addInfoBytes(text []byte) {
	if c.writes() {
		c.info = append(c.info, text...)
		c.cut()
	}
}

// insertInfo puts text where Info was that long.
func (c *columns) insertInfo(at int, text string) {
	if c.writes() && at <= len(c.info) {
		c.info = slices.Insert(c.info, at, []byte(text)...)
		c.cut()
	}
}

// addInfoUint appends text and number; unlike addInfof it costs no allocation.
func (c *columns) addInfoUint(text string, number uint64) {
	if c.writes() {
		c.info = appendDecimal(append(c.info, text...), number)
		c.cut()
	}
}

// addInfoHex appends text and number with that many hexadecimal digits, or more;
// unlike addInfof it costs no allocation.
func (c *columns) addInfoHex(text string, number uint64, digits int) {
	if !c.writes() {
		return
	}
	c.info = append(c.info, text...)
	for n := max(digits, (bits.Len64(number)+3)/4) - 1; n >= 0; n-- {
		c.info = append(c.info, "0123456789abcdef"[number>>(4*n)&15])
	}
	c.cut()
}

// joinInfo appends text, with separator before it unless Info is empty.
func (c *columns) joinInfo(separator, text string) {
	if c.writes() {
		if len(c.info) > 0 {
			c.info = append(c.info, separator...)
		}
		c.info = append(c.info, text...)
		c.cut()
	}
}

// prefixInfo puts text in front of all, where it stays whatever follows.
func (c *columns) prefixInfo(text string) {
	if c.writes() {
		c.info = slices.Insert(c.info, 0, []byte(text)...)
		c.fence += len(text)
		c.cut()
	}
}

// prependInfo puts text in front of all; unlike prefixInfo it lets the next
// dissector clear it, unless there was a fence before.
func (c *columns) prependInfo(text string) {
	if c.writes() {
		c.info = slices.Insert(c.info, 0, []byte(text)...)
		if c.fence > 0 {
			c.fence += len(text)
		}
		c.cut()
	}
}

// fenceInfo keeps what Info says now.
func (c *columns) fenceInfo() {
	if c.writes() {
		c.fence = len(c.info)
	}
}
