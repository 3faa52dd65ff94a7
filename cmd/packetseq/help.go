package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

// The help fits a terminal of helpWidth columns; its texts begin at helpColumn.
const (
	helpWidth  = 100
	helpColumn = 39
)

const synopsis = "packetseq [flags] [CAPTURE...]"

// intro says what the program does, above the flags of help and man page.
const intro = `Draws one packet sequence diagram of all CAPTUREs: files, or - for standard input (also if none).`

var examples = []struct{ command, does string }{
	{"packetseq --merge client.pcap proxy.pcap server.pcap", "aligns the clocks, draws each packet once"},
	{"packetseq client.csv proxy.csv", "out.png and out.diag; asks for names"},
	{"packetseq client.csv -o call.svg", "the suffix chooses the type"},
	{"packetseq -t png,svg,pdf,diag -o docs/call client.csv", "several types from one pass"},
	{"packetseq -n 192.168.1.3=Client -n 192.168.1.62=Proxy client.csv", "names without questions"},
	{"packetseq --offset proxy.csv=9h0m20.9s client.csv proxy.csv", "one clock is ahead"},
	{"zcat client.csv.gz | packetseq -t json | jq .label", "from a pipe, into a pipe"},
}

// writeHelp writes what --help prints.
func writeHelp(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "Usage: %s\n\n%s\n", synopsis, intro)
	for _, group := range newFlags(new(options)) {
		fmt.Fprintf(b, "\n%s\n", group.title)
		group.flags.VisitAll(func(f *pflag.Flag) { writeFlagHelp(b, f) })
	}
	return b.Flush()
}

// writeFlagHelp writes a flag and, in the second column, its help.
func writeFlagHelp(w io.Writer, f *pflag.Flag) {
	left := flagSynopsis(f)
	if f.Shorthand == "" {
		left = "    " + left // aligns the long names
	}
	left = "  " + left
	_, usage := flagUsage(f)
	lines := wrap(usage, helpWidth-helpColumn)
	if len(left) >= helpColumn-1 {
		fmt.Fprintln(w, left)
		left = ""
	}
	for _, line := range lines {
		fmt.Fprintf(w, "%-*s%s\n", helpColumn, left, line)
		left = ""
	}
}

// flagSynopsis returns a flag as it is typed: "-f, --format NAME".
func flagSynopsis(f *pflag.Flag) string {
	s := "--" + f.Name
	if f.Shorthand != "" {
		s = "-" + f.Shorthand + ", " + s
	}
	if placeholder, _ := flagUsage(f); placeholder != "" {
		s += " " + placeholder
	}
	return s
}

// flagUsage takes a usage text apart: the place-holder of the flag's value,
// which stands first in it in back quotes, and the help.
func flagUsage(f *pflag.Flag) (placeholder, help string) {
	if rest, ok := strings.CutPrefix(f.Usage, "`"); ok {
		placeholder, help, _ = strings.Cut(rest, "` ")
		return placeholder, help
	}
	return "", f.Usage
}

// wrap breaks a text at spaces into lines of at most width bytes.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case len(line)+1+len(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}
