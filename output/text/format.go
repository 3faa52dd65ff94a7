// Package text writes a diagram as a ladder of characters, one line a message,
// for the terminal and for tickets, mails and source code:
//
//	2016-08-27          Δ ms  Client                               Proxy
//	                          192.168.1.3                   192.168.1.62
//	                          ┬──────────                   ───────────┬
//	11:14:45.493525           ┝━ [SYN] Seq=0 Win=8192 Len=0 ━━━━━━━━━━►│
//	11:14:45.496139   +2.614  │◄━━━━━━━━━━ [SYN, ACK] Seq=0 Ack=1 Win=… ━┥
//
// A label stands in its arrow, at the side of the sender; beside it, over other
// lifelines, if little is sent between two hosts. Those then stand close, and
// their names on lines of their own, so that others have the room. SYN, FIN and RST are
// heavy, what was sent again is dashed, what was lost ends in a cross, a reset
// runs against a bar. A message that one row cannot show truly, because something
// happens at the receiver before it arrives, has a second row where it arrives.
//
// The writer learns how wide the columns must be from the first messages, and
// keeps no more than these few; with output.Screen.Live it keeps none.
package text

import (
	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// Format is the ladder of characters, for output.Options.Screen.
var Format = output.Format{
	Name:     "text",
	Help:     "a ladder of characters, for terminals and tickets",
	Suffixes: []string{".txt"},
	New:      newLadder,
}

func newLadder(f output.Files, o output.Options) seq.Writer {
	l := &ladder{
		files:   f,
		opts:    o,
		glyphs:  &unicodeGlyphs,
		palette: newPalette(o.Screen.Colors),
		stamper: output.NewStamper(o),
	}
	l.cursor = o.Screen.Cursor
	if o.Screen.ASCII {
		l.glyphs = &asciiGlyphs
	}
	return l
}
