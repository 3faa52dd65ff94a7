// Package outputtest is what the tests of text formats share: a diagram with all
// that can occur in one, texts that mean something in the languages of drawing
// programs, pages in memory, and the drawing programs themselves as judges.
package outputtest

import (
	"math/rand/v2"
	"time"

	"github.com/packetseq/packetseq/seq"
)

// at returns a time that is some microseconds after the first of Sample.
func at(microseconds int64) seq.Time {
	return seq.Time{NS: 1472296485493525000 + microseconds*1000, Clock: seq.AbsoluteClock, Digits: 6}
}

// Message writes a message that is received when it is sent; what is missing in
// it is filled.
func Message(w seq.Writer, m seq.Message) error {
	m.Received, m.Count = m.Sent, max(m.Count, 1)
	if m.Last == (seq.Time{}) {
		m.Last = m.Sent
	}
	if m.Packet == nil {
		m.Packet = &seq.Packet{}
	}
	m.Packet.Time = m.Sent
	return w.Message(&m)
}

// Sample writes a diagram with all that can occur in one, but for its end.
func Sample(w seq.Writer) error {
	client := seq.Participant{Index: 0, Name: `The "Client"`, Addresses: []string{"192.168.1.3"}}
	again := seq.Participant{Index: 0, Name: `The "Client"`, Addresses: []string{"192.168.1.3", "fe80::1"}}
	server := seq.Participant{Index: 1, Name: "192.168.1.62", Addresses: []string{"192.168.1.62"}}
	steps := []any{
		seq.Capture{Name: "client.csv"}, client, server,
		seq.Message{From: 0, To: 1, Sent: at(0), Kind: seq.SYN, Label: "[SYN] Seq=0 Win=8192 Len=0"},
		seq.Message{From: 1, To: 0, Sent: at(2614), Kind: seq.SYNACK, Label: "[SYN, ACK] Seq=0 Ack=1"},
		seq.Message{From: 0, To: 1, Sent: at(2748), Kind: seq.ACK, Label: "[ACK] Seq=1 Ack=1"},
		again,
		seq.Message{From: 0, To: 1, Sent: at(4000), Kind: seq.PSH, Marks: seq.Retransmission, Label: "[TCP Retransmission] [PSH, ACK]"},
		seq.Gap{Duration: 482942 * time.Microsecond},
		seq.Message{From: 0, To: 1, Sent: at(486942), Label: `GET /a"b\c HTTP/1.1`, Lost: true},
		seq.Message{From: 0, To: 1, Sent: at(486950), Kind: seq.ACK, Marks: seq.FastRetransmission, Label: "[ACK]"},
		seq.Message{From: 0, To: 1, Sent: at(486960), Kind: seq.ACK, Marks: seq.SpuriousRetransmission, Label: "[ACK]", Lost: true},
		seq.Message{From: 1, To: 1, Sent: at(487000), Kind: seq.ACK, Label: "[ACK] Seq=2", Count: 12, Last: at(526119)},
		seq.Message{From: 1, To: 0, Sent: at(600000), Kind: seq.FIN, Label: "[FIN]", Packet: &seq.Packet{Comment: `the "server" <b>ends`}},
		seq.Message{From: 1, To: 0, Sent: at(600000), Kind: seq.FINACK, Label: "[FIN, ACK]"},
		seq.Participant{Index: 2, Name: "Late", Addresses: []string{"10.0.0.1"}},
		seq.Message{From: 2, To: 0, Sent: at(600000), Kind: seq.RST, Label: "[RST]"},
		seq.Message{From: 1, To: 2, Sent: at(600000), Kind: seq.RSTACK, Label: "[RST, ACK]"},
		seq.Message{From: 1, To: 0, Sent: at(600000), Kind: seq.URG, Label: ""},
	}
	return play(w, steps)
}

// play writes events; messages are numbered.
func play(w seq.Writer, steps []any) error {
	number := 0
	for _, step := range steps {
		var err error
		switch e := step.(type) {
		case seq.Capture:
			err = w.Capture(e)
		case seq.Participant:
			err = w.Participant(e)
		case seq.Message:
			number++
			e.Number = number
			err = Message(w, e)
		case seq.Gap:
			err = w.Gap(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// hostileNames is how many of the hostile texts are names too. PlantUML takes
// long for many.
const hostileNames = 140

// Hostile returns the events of a diagram in which each text is the label of a
// message from the first lifeline to the second, and of the first ones each is
// also a name and an address.
func Hostile(texts []string) func(w seq.Writer) error {
	return func(w seq.Writer) error {
		for i, text := range texts[:hostileNames] {
			if err := w.Participant(seq.Participant{Index: i, Name: text, Addresses: []string{"@" + text}}); err != nil {
				return err
			}
		}
		for i, text := range texts {
			if err := Message(w, seq.Message{Number: i + 1, To: 1, Label: text}); err != nil {
				return err
			}
		}
		return nil
	}
}

// HostileHeads returns the lines of the heads in Hostile.
func HostileHeads(texts []string) []string {
	var heads []string
	for _, text := range texts[:hostileNames] {
		heads = append(heads, text, "@"+text)
	}
	return heads
}

// HostileTitle is a title for Hostile.
const HostileTitle = `=== "Title" %date() <b> ]; #1; ... \ ===`

// HostileTexts returns texts that have a meaning in some language of diagrams,
// and many at random. They hold no runs of spaces, and no spaces at their ends.
func HostileTexts() []string {
	texts := []string{
		`\`, `"`, `\n`, `\\`, `\"`, `""`, `x\`, `x\\`, `\\n`, `\\\n`, `"]; }`, `'`, `'x'`, `"x"`, `#x`, `#35;`, `//x`, `/* x`, `*/`,
		`=== x ===`, `... x ...`, `a -> b`, `=>`, `{`, `}`, `;`, `a;b`, `[label = "x"]`, `<b>`, `<b>x</b>`, `&amp;`, `&#65;`, `%s`, `none`,
		`diagonal`, `end`, `end note`, `as x`, `x as y`, `participant`, `note over p1 : x`, `wrap: x`, `nowrap:x`, `:wrap:x`, `title x`,
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<img:/etc/passwd>`, `<color:red>x</color>`, `<size:40>x</size>`, `<&bug>`,
		`%date()`, `%%{init: {}}%%`, `%% x`, `!include /etc/passwd`, `!x`, `@enduml`, `@startuml`, `$x`, `$$x$$`, `[[http://x y]]`, `http://x/y`,
		`= h`, `== x ==`, `* b`, `# x`, `|x|y|`, `----`, `....`, `____`, `~x`, `--x--`, `**b**`, `__u__`, `""x""`, `<<x>>`, `||45||`, `-->`, `->x`, `-x`,
		`ﬂ°°65¶ß`, `ﬂ°amp¶ß`, "`x`", `(*)`, `?`, `x ×12`, `<br/>`, `x<br>y`, `\t`, `\l`, `\r`, `\u0041`, `\\u0041`, `&nbsp;`, `<U+0041>`, `<:smile:>`,
		"a\nb", "a\rb", "a\tb", "a\x00b", "\x1b[31m", "a\x7fb", "a\u0085b", "a\u2028b", "a\u2029b", "a\ufffeb", "a\xffb", "\ue022x\ue07e\ue100",
		"¥n", "日本語", "e\u0301", "→", "مرحبا", "שלום abc", "a\u202eb", "a\u200bb", "👩\u200d🚀 🇩🇪", "𝕏", "\ufeffx", "a\u00a0b", "a\u3000b",
	}
	random := rand.New(rand.NewPCG(7, 7))
	const hot = "\\\"'#;%<>&*_-~[]|=$`/:@{}n"
	for range 300 {
		text := []byte{'X'}
		for range 1 + random.IntN(14) {
			if c := byte('!' + random.IntN(94)); random.IntN(5) < 2 {
				text = append(text, c)
			} else {
				text = append(text, hot[random.IntN(len(hot))])
			}
		}
		texts = append(texts, string(text))
	}
	return texts
}
