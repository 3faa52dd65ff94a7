package csv

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/packetseq/packetseq/input"
	"github.com/packetseq/packetseq/input/column"
)

func FuzzReader(f *testing.F) {
	f.Add([]byte(header + `"1","0.0","a","b","X","60","GET ""/"" \\ \303\251"` + "\n"))
	f.Add([]byte("No.;Time;Info\r\n1;11:14:45,5;80 > 99 [ACK]\r\n2;x;\"y\r\n"))
	f.Add([]byte("1,2016-08-27 11:14:45.5,a,b,TCP,60,53833  >  80 [SYN] Seq=0\n"))
	f.Add([]byte("1\t1795388025.5\t10.0.0.1\t→\t10.0.0.2\tTCP\t74\t\"x\n2\t\t\t→\t\n"))
	f.Add([]byte("frame.time,ip.src,_ws.col.Info,ip.dst\nNov 22, 2026 22:53:45.5 UTC,a,x,y,b\n"))
	f.Add([]byte("'1'|'1795388025.5'|'10.0.0.1'|'it's'\n'2'|||\n"))
	f.Add([]byte("\xEF\xBB\xBFframe.time_delta\ttcp.flags\n0\t0x12\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		packets, reports, err := read(bytes.NewReader(data), input.Options{})
		for _, p := range packets {
			for _, s := range []string{p.Source, p.Destination, p.Protocol, p.Info, p.SourceMAC, p.DestinationMAC} {
				if !utf8.ValidString(s) || strings.Contains(s, "\x00") {
					t.Fatalf("%q", s)
				}
			}
		}
		again, more, err2 := read(iotest.OneByteReader(bytes.NewReader(data)), input.Options{})
		if !slices.Equal(packets, again) || !slices.Equal(reports, more) || fmt.Sprint(err) != fmt.Sprint(err2) {
			t.Fatalf("read byte by byte it differs:\n%+v\n%+v\n%q\n%q", packets, again, reports, more)
		}
		detect(data)
	})
}

func FuzzEscape(f *testing.F) {
	f.Add(`say "hi" \ caf` + "\u00e9\n")
	f.Fuzz(func(t *testing.T, info string) {
		if strings.Contains(info, "→") || strings.Contains(info, ">") {
			return // becomes " > ", and may be the arrow between ports again
		}
		got := one(t, header+`"1","0.0","a","b","X","60",`+quoted(info)+"\n", input.Options{}).Info
		if want := column.Clean(info); got != want && !strings.Contains(info, "\x00") {
			t.Fatalf("%s gives %q, want %q", quoted(info), got, want)
		}
	})
}
