//go:build unix

package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// infos are the texts of the packets of a synthetic capture, in turn.
var infos = []string{
	"53833  >  3128 [SYN] Seq=%d Win=64240 Len=0 MSS=1460 SACK_PERM=1 WS=128",
	"3128  >  53833 [SYN, ACK] Seq=%d Ack=1 Win=65160 Len=0 MSS=1460 WS=128",
	"53833  >  3128 [ACK] Seq=%d Ack=1 Win=64256 Len=0",
	"Application Data %d",
	"HTTP/1.1 200 OK (text/html) %d",
	"3128  >  53833 [PSH, ACK] Seq=%d Ack=241 Win=64256 Len=1380",
	"53833  >  3128 [FIN, ACK] Seq=%d Ack=774 Win=64256 Len=0",
	"3128  >  53833 [RST] Seq=%d Win=0 Len=0",
}

// writeCapture writes a capture of four hosts in a row, in the form of
// Wireshark's export: so many packets, or, if that is 0, so many bytes.
func writeCapture(name string, packets int, bytes int64) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	written, err := fmt.Fprintln(w, `"No.","Time","Source","Destination","Protocol","Length","Info"`)
	if err != nil {
		return err
	}
	begin := time.Date(2026, 11, 22, 11, 0, 0, 0, time.UTC)
	for i, size := 0, int64(written); i < packets || size < bytes; i++ {
		from, to := i/7%3, i/7%3+1
		if i%2 == 1 {
			from, to = to, from
		}
		n, err := fmt.Fprintf(w, "\"%d\",\"%s\",\"10.0.0.%d\",\"10.0.0.%d\",\"TCP\",\"66\",\"%s\"\n", i+1,
			begin.Add(time.Duration(i)*1713*time.Microsecond).Format("2006-01-02 15:04:05.000000"),
			from+1, to+1, fmt.Sprintf(infos[i%len(infos)], i*37))
		if err != nil {
			return err
		}
		size += int64(n)
	}
	return cmp.Or(w.Flush(), f.Close())
}

// writeMscgen writes the messages of a diagram in JSON for mscgen, and returns
// how many there are.
func writeMscgen(from, to string) (messages int, err error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	var arcs strings.Builder
	var ids []string
	for lines := json.NewDecoder(in); ; {
		var event struct{ Type, ID, From, To, Sent, Label string }
		if err := lines.Decode(&event); err == io.EOF {
			break
		} else if err != nil {
			return 0, err
		}
		switch event.Type {
		case "participant":
			ids = append(ids, event.ID)
		case "message":
			messages++
			label := strings.ReplaceAll(event.Sent+`\n`+event.Label, `"`, `\"`)
			fmt.Fprintf(&arcs, " %s=>%s [label=\"%s\", linecolour=\"blue\", textcolour=\"blue\"];\n", event.From, event.To, label)
		}
	}
	msc := fmt.Sprintf("msc {\n hscale=\"2\";\n %s;\n%s}\n", strings.Join(ids, ","), arcs.String())
	return messages, os.WriteFile(to, []byte(msc), 0o666)
}
