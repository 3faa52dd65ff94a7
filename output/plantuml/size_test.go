package plantuml

import (
	"fmt"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/output/outputtest"
	"github.com/packetseq/packetseq/seq"
)

// chain returns events of messages along a chain of participants, again and
// again, the first ones with gaps after them.
func chain(messages, gaps, participants int) func(w seq.Writer) error {
	return func(w seq.Writer) error {
		for i := range participants {
			if err := w.Participant(seq.Participant{Index: i, Name: fmt.Sprintf("Host %d", i)}); err != nil {
				return err
			}
		}
		for i := range messages {
			from := i % (participants - 1)
			m := seq.Message{From: from, To: from + 1, Label: "[ACK] Seq=241 Ack=40 Win=17408 Len=0 TSval=1 TSecr=2"}
			if err := outputtest.Message(w, m); err != nil {
				return err
			}
			if i < gaps {
				if err := w.Gap(seq.Gap{Duration: 1}); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

func TestRemarkOnSize(t *testing.T) {
	for _, c := range []struct {
		messages, gaps, participants int
		want                         string // empty for no remark
	}{
		{130, 0, 2, ""},
		{90, 31, 2, ""},
		{90, 32, 2, "(89 of 90 messages fit)"},
		{400, 0, 2, "(136 of 400 messages fit)"},
		{20, 0, 8, ""},
		{20, 0, 12, "by 694: let it draw SVG"},
	} {
		d := outputtest.Draw(t, Format, output.Options{Time: output.TimeNone}, chain(c.messages, c.gaps, c.participants))
		if got := strings.Join(d.Remarks, ""); !strings.Contains(got, c.want) || (c.want == "") != (got == "") {
			t.Errorf("%d messages and %d gaps of %d participants: remark %q, want %q", c.messages, c.gaps, c.participants, got, c.want)
		}
	}
}

// The size that a remark tells is that of the picture which PlantUML draws when
// it is allowed to, within a tenth.
func TestSizeIsThatOfPlantUML(t *testing.T) {
	tool := outputtest.Tool(t, "plantuml")
	source := filepath.Join(t.TempDir(), "x.puml")
	d := outputtest.Draw(t, Format, output.Options{Time: output.TimeNone}, chain(110, 40, 12))
	if err := os.WriteFile(source, []byte(d.Pages[0]), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PLANTUML_LIMIT_SIZE", "20000")
	outputtest.Run(t, tool, "-tpng", source)
	f, err := os.Open(strings.TrimSuffix(source, ".puml") + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.DecodeConfig(f)
	if err != nil {
		t.Fatal(err)
	}
	told := regexp.MustCompile(`about (\d+) by (\d+)`).FindStringSubmatch(strings.Join(d.Remarks, ""))
	if told == nil {
		t.Fatalf("remarks %q", d.Remarks)
	}
	for i, size := range []int{picture.Width, picture.Height} {
		n, err := strconv.Atoi(told[1+i])
		if err != nil || math.Abs(float64(n-size)) > float64(size)/10 {
			t.Errorf("%s, but it is %d by %d", told[0], picture.Width, picture.Height)
		}
	}
}
