package text

import (
	"strconv"
	"strings"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// footer says what was drawn, and from what.
func (l *ladder) footer(e seq.End) {
	if l.at != nil {
		l.b = append(l.b, '\n')
	}
	l.list(l.figures(e))
	if len(l.captures) > 1 {
		for i := range l.captures {
			l.inked(l.captureInks[i%len(l.captureInks)], strconv.Itoa(i+1))
			l.b = append(l.b, ' ')
			l.list([]string{output.CaptureNote(l.captures, i, e)})
		}
	}
	if l.gutter.delay > 0 {
		l.list([]string{output.DelayNote})
	}
	l.list(l.legend())
}

// figures returns what is to be said about the whole diagram.
func (l *ladder) figures(e seq.End) []string {
	entries := []string{output.Counted(e.Packets, "packet")}
	if len(l.captures) == 1 {
		entries[0] = output.CaptureNote(l.captures, 0, e)
	}
	if e.Messages != e.Packets {
		entries[0] += " in " + output.Counted(e.Messages, "message")
	}
	if d := e.Last.Sub(e.First); e.Messages > 1 && d > 0 {
		entries = append(entries, output.Duration(d))
	}
	if l.opts.Filter != "" {
		entries = append(entries, l.opts.Filter)
	}
	if s := output.LossNote(l.captures, e); s != "" {
		entries = append(entries, s)
	}
	var cut []string
	if l.cut > 0 {
		cut = append(cut, output.Counted(l.cut, "label"))
	}
	if l.cutHeads > 0 {
		cut = append(cut, output.Counted(l.cutHeads, "head"))
	}
	if l.timesCut {
		cut = append(cut, "all times")
	}
	if len(cut) > 0 {
		last := len(cut) - 1
		text := strings.Join(cut[:last], ", ")
		if last > 0 {
			text += " and "
		}
		entries = append(entries, text+cut[last]+" cut (--width N makes room)")
	}
	return entries
}

// legend explains the forms that occurred and say nothing by themselves.
func (l *ladder) legend() (entries []string) {
	if l.anyAgain {
		entries = append(entries, string(l.dashed.append(nil, 4))+l.toRight+" sent again")
	}
	if l.anyLost {
		entries = append(entries, string(l.light.append(nil, 4))+l.lost+" lost")
	}
	if l.anyLeaving {
		line := string(l.light.append(nil, 3))
		away := string(l.away.append(nil, awayCells))
		entries = append(entries, line+away+" on its way, "+away+line+l.toRight+" arrived")
	}
	return entries
}

// list writes entries in a line of their own.
func (l *ladder) list(entries []string) {
	if len(entries) == 0 {
		return
	}
	text := ""
	for i, entry := range entries {
		if i > 0 {
			text += l.separator
		}
		text += entry
	}
	s := l.span(text)
	l.inked(l.muted, string(s.append(nil)))
	l.b = append(l.b, '\n')
}
