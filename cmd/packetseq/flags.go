package main

import (
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/packetseq/packetseq/output"
	"github.com/packetseq/packetseq/seq"
)

// options is what the command line says. Each flag is checked by itself when it
// is read; what depends on another one, or on the captures, is checked later.
type options struct {
	captures captureList

	format string // empty: found from the content
	column columnTitles
	zone   zone
	count  int // 0: all
	offset []string
	merge  bool

	tshark     bool
	tsharkArgs []string

	name    []string
	hosts   []string
	resolve bool
	ask     bool
	noAsk   bool
	order   []string
	by      seq.By
	label   seq.LabelMode
	time    output.TimeMode
	number  bool
	out     string // empty: not given
	types   []string
	title   string
	theme   output.Theme
	scale   float64
	paper   string
	font    string
	fold    bool
	gap     time.Duration
	quiet   bool
	version bool
	help    bool
	man     bool
	shell   string

	color colorMode
	ascii bool
	width int // 0: that of the terminal
}

// defaultGap is how long nothing must be sent for a break in the diagram: well
// above the round trips and delayed acknowledgements of one exchange, and below
// what a user feels as a pause.
const defaultGap = 400 * time.Millisecond

// A flagGroup is the flags that stand together in help, man page and cli.md.
type flagGroup struct {
	title string
	flags *pflag.FlagSet
}

// newFlags describes every flag. A usage text begins with the place-holder of
// the flag's value in back quotes, if it takes one.
func newFlags(o *options) []flagGroup {
	return []flagGroup{
		{"Input", inputFlags(o)},
		{"Names", nameFlags(o)},
		{"Labels", labelFlags(o)},
		{"Output", outputFlags(o)},
		{"Other", otherFlags(o)},
	}
}

func newFlagSet() *pflag.FlagSet {
	f := pflag.NewFlagSet("packetseq", pflag.ContinueOnError)
	f.SortFlags = false
	f.Usage = func() {}
	return f
}

func inputFlags(o *options) *pflag.FlagSet {
	f := newFlagSet()
	f.VarP(newChoice(&o.format, words(append(inputNames(), helpWord)...)), "format", "f",
		"`NAME` "+strings.Join(inputNames(), ", ")+" (or help)")
	f.Var(&o.column, "columns", "`FIELD=HEADER,...` which CSV column is which, when its title is unknown")
	f.Var(&o.zone, "tz", "`ZONE` zone of times: local (default), UTC, Europe/Berlin or +09:00")
	f.IntVarP(&o.count, "count", "c", 0, "`N` stop after N packets")
	f.BoolVar(&o.tshark, "tshark", false, "let an installed tshark dissect the raw captures")
	f.StringArrayVar(&o.tsharkArgs, "tshark-arg", nil, "`ARG` an argument for tshark; once for -Y, once for its filter")
	f.BoolVar(&o.merge, "merge", false, "captures of one traffic: align clocks, draw each packet once")
	f.StringArrayVar(&o.offset, "offset", nil,
		"`CAPTURE=DURATION` how far a capture's clock is ahead: x.csv=9h0.9s or 2=-250ms")
	return f
}

func nameFlags(o *options) *pflag.FlagSet {
	f := newFlagSet()
	f.StringArrayVarP(&o.name, "name", "n", nil,
		"`[CAPTURE:]ADDRESS=NAME` name of an address; those with one name share a lifeline")
	f.StringArrayVar(&o.hosts, "hosts", nil, "`FILE` names in the form of /etc/hosts and Wireshark's hosts file")
	f.BoolVar(&o.resolve, "resolve", false, "names that the captures tell: DNS answers, TLS, HTTP")
	f.BoolVar(&o.ask, "ask", false, "ask for names, and read the answers from standard input")
	f.BoolVar(&o.noAsk, "no-ask", false, "never ask for names")
	f.Var((*nameList)(&o.order), "order", "`NAME,...` lifelines from left to right; the rest follow as they appear")
	o.by = seq.ByHost
	f.Var(newChoice(&o.by, byWords), "by", "`host|port|mac` what a lifeline is (default host)")
	return f
}

func labelFlags(o *options) *pflag.FlagSet {
	f := newFlagSet()
	o.label, o.time = seq.LabelDefault, output.TimeAbsolute
	f.VarP(newChoice(&o.label, labelWords), "info", "i",
		"`summary|default|info` flags or first words; Info without ports; all of it")
	f.Var(newChoice(&o.time, timeWords), "time",
		"`absolute|relative|delta|epoch|none` the time shown with each message (default absolute)")
	f.BoolVar(&o.number, "number", false, "number the messages")
	return f
}

func outputFlags(o *options) *pflag.FlagSet {
	f := newFlagSet()
	o.theme, o.color = output.Light, colorAuto
	f.StringVarP(&o.out, "out", "o", "",
		"`NAME` a suffix chooses the type; - is stdout (default out)")
	f.VarP((*typeList)(&o.types), "type", "t", "`TYPE,...` "+strings.Join(outputNames(), ", ")+
		" (default "+defaultType+"; in a pipe "+defaultStream+", on a terminal "+defaultTerminal+")")
	f.StringVar(&o.title, "title", "", "`TEXT` heading of the diagram")
	f.Var(newChoice(&o.theme, themeWords), "theme", "`light|dark` colours (default light)")
	f.Float64Var(&o.scale, "scale", 0, "`N` PNG pixels per point (default 2; 1 where that takes pages)")
	f.Var(newChoice(&o.paper, paperWords), "paper", "`a4|letter` page size of a PDF (default: as wide as the diagram)")
	f.StringVar(&o.font, "font", "", "`FILE` a TTF or OTF, for scripts that the built-in font lacks")
	f.BoolVar(&o.fold, "fold", false, "one line for a run of like packets")
	f.DurationVar(&o.gap, "gap", defaultGap, "`DURATION` a break after a longer silence; 0: never (default 400ms)")
	f.Var(newChoice(&o.color, colorWords), "color", "`auto|always|never` colours in text (default auto: on a terminal)")
	f.BoolVar(&o.ascii, "ascii", false, "text in ASCII alone (default where the locale is not UTF-8)")
	f.IntVar(&o.width, "width", 0, "`N` text columns, from 40 (default: as terminal, or 120)")
	return f
}

func otherFlags(o *options) *pflag.FlagSet {
	f := newFlagSet()
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress bar, no remarks")
	f.BoolVarP(&o.version, "version", "v", false, "print the version")
	f.BoolVarP(&o.help, "help", "h", false, "print this help")
	f.BoolVar(&o.man, "man", false, "print the manual page (packetseq --man | man -l -)")
	f.Var(newChoice(&o.shell, words(shells...)), "completion", "`SHELL` print completions for "+orList(shells))
	return f
}

var (
	byWords    = []word[seq.By]{{"host", seq.ByHost}, {"port", seq.ByPort}, {"mac", seq.ByMAC}}
	labelWords = []word[seq.LabelMode]{
		{"summary", seq.LabelSummary}, {"default", seq.LabelDefault}, {"info", seq.LabelInfo},
	}
	timeWords = words(output.TimeAbsolute, output.TimeRelative, output.TimeDelta, output.TimeEpoch, output.TimeNone)

	themeWords = words(output.Light, output.Dark)
	paperWords = words("a4", "letter")
	colorWords = words(colorAuto, colorAlways, colorNever)
)
