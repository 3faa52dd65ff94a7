package json

import (
	"strconv"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

func (w *writer) Message(m *seq.Message) error {
	p := m.Packet
	b := append(w.line[:0], `{"type":"message","number":`...)
	b = strconv.AppendInt(b, int64(m.Number), 10)
	b = appendID(append(b, `,"from":`...), m.From)
	b = appendID(append(b, `,"to":`...), m.To)
	b = w.appendTime(b, "sent", m.Sent)
	b = w.appendTime(b, "received", m.Received)
	if m.Count > 1 {
		b = w.appendTime(b, "last", m.Last)
	}
	if since := zeros[m.Sent.Clock]; since != "" {
		b = append(append(append(b, `,"since":"`...), since...), '"')
	}
	if p.Protocol != "" {
		b = appendString(append(b, `,"protocol":`...), p.Protocol)
	}
	if p.Length >= 0 {
		b = strconv.AppendInt(append(b, `,"length":`...), int64(p.Length), 10)
	}
	if p.Info != "" {
		b = appendString(append(b, `,"info":`...), p.Info)
	}
	b = appendString(append(b, `,"label":`...), m.Label)
	if p.Comment != "" {
		b = appendString(append(b, `,"comment":`...), p.Comment)
	}
	b = append(append(append(b, `,"kind":"`...), kindWords[m.Kind]...), '"')
	b = appendMarks(b, m.Marks)
	b = strconv.AppendInt(append(b, `,"count":`...), int64(m.Count), 10)
	if m.Count > 1 && m.Bytes > 0 {
		b = strconv.AppendInt(append(b, `,"bytes":`...), int64(m.Bytes), 10)
	}
	b = strconv.AppendBool(append(b, `,"lost":`...), m.Lost)
	b = append(b, `,"seen":[`...)
	for i, s := range m.Seen {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, `{"capture":`...), int64(s.Capture), 10)
		b = strconv.AppendInt(append(b, `,"frame":`...), int64(s.Frame), 10)
		b = append(w.appendTime(b, "time", s.Time), '}')
	}
	return w.write(append(b, ']'))
}

// kindWords are the kinds as words without capitals or spaces.
var kindWords = [...]string{
	seq.Other: "other", seq.SYN: "syn", seq.SYNACK: "syn-ack", seq.ACK: "ack",
	seq.FIN: "fin", seq.FINACK: "fin-ack", seq.RST: "rst", seq.RSTACK: "rst-ack",
	seq.URG: "urg", seq.PSH: "psh",
}

// zeros says what the seconds on each clock count from, where that is no date.
var zeros = [...]string{
	seq.NoClock:       "",
	seq.AbsoluteClock: "",
	seq.DaytimeClock:  "midnight",
	seq.ElapsedClock:  "start",
}

// appendID appends the id of a participant.
func appendID(b []byte, index int) []byte {
	return append(strconv.AppendInt(append(b, `"p`...), int64(index)+1, 10), '"')
}

// appendTime appends a field with a time, if there is one.
func (w *writer) appendTime(b []byte, name string, t seq.Time) []byte {
	if t.Clock == seq.NoClock {
		return b
	}
	b = append(append(b, `,"`...), name...)
	if t.Clock != seq.AbsoluteClock {
		return appendSeconds(append(b, `_s":`...), t.NS)
	}
	if t != w.time {
		w.time = t
		t.Digits = 9
		w.timeText = append(w.stamp.AppendDate(w.timeText[:0], t), 'T')
		w.timeText = append(w.stamp.AppendTimeOfDay(w.timeText, t), 'Z')
	}
	return append(append(append(b, `":"`...), w.timeText...), '"')
}

// appendMarks appends the field of the marks, if there are any.
func appendMarks(b []byte, marks seq.Marks) []byte {
	if marks == 0 {
		return b
	}
	b = append(b, `,"marks":[`...)
	n := len(b)
	for word := range marks.Words() {
		if len(b) > n {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), word...), '"')
	}
	return append(b, ']')
}

// appendSeconds appends a duration in seconds, exactly, without zeros at its end.
func appendSeconds(b []byte, ns int64) []byte {
	b = output.AppendSeconds(b, ns, 9)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b
}
