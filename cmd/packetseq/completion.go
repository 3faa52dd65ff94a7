package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

// shells are those that --completion knows.
var shells = []string{"bash", "zsh", "fish"}

// writeCompletion writes the completions of the flag set for a shell.
func writeCompletion(w io.Writer, shell string) error {
	all := newFlagSet()
	for _, group := range newFlags(new(options)) {
		all.AddFlagSet(group.flags)
	}
	b := bufio.NewWriter(w)
	switch shell {
	case "bash":
		bashCompletion(b, all)
	case "zsh":
		zshCompletion(b, all)
	case "fish":
		fishCompletion(b, all)
	}
	return b.Flush()
}

// flagWords returns the words that a flag takes, if they are a list.
func flagWords(f *pflag.Flag) []string {
	if v, ok := f.Value.(interface{ Words() []string }); ok {
		return v.Words()
	}
	return nil
}

// takesFile reports whether the value of a flag is the name of a file.
func takesFile(f *pflag.Flag) bool {
	placeholder, _ := flagUsage(f)
	return placeholder == "FILE" || f.Name == "out"
}

// takesValue reports whether a flag takes a value at all.
func takesValue(f *pflag.Flag) bool { return f.NoOptDefVal == "" }

// bashCompletion writes a completion function. What it leaves without an answer
// is completed as a file name. It completes the last entry of a list, too.
func bashCompletion(w io.Writer, flags *pflag.FlagSet) {
	fmt.Fprint(w, `# bash completion for packetseq
_packetseq() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= head=
	[[ $cur == = ]] && cur=
	[[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}
	COMPREPLY=()
	case $prev in
`)
	var names []string
	flags.VisitAll(func(f *pflag.Flag) {
		spelt := "--" + f.Name
		names = append(names, spelt)
		if f.Shorthand != "" {
			spelt += " | -" + f.Shorthand
		}
		if list := flagWords(f); list != nil {
			fmt.Fprintf(w, "\t%s) words='%s' ;;\n", spelt, strings.Join(list, " "))
		} else if takesValue(f) {
			fmt.Fprintf(w, "\t%s) return ;;\n", spelt)
		}
	})
	fmt.Fprintf(w, `	*) [[ $cur == -* ]] && words='%s' ;;
	esac
	[[ $cur == *,* ]] && head=${cur%%,*},
	[[ $words ]] && COMPREPLY=($(compgen -P "$head" -W "$words" -- "${cur##*,}"))
}
complete -o default -F _packetseq packetseq
`, strings.Join(names, " "))
}

// zshCompletion writes a call of _arguments.
func zshCompletion(w io.Writer, flags *pflag.FlagSet) {
	fmt.Fprint(w, "#compdef packetseq\n_arguments -s -S \\\n")
	flags.VisitAll(func(f *pflag.Flag) {
		_, help := flagUsage(f)
		spec := "[" + zshText(help) + "]" + zshValue(f)
		repeat := ""
		if strings.HasSuffix(f.Value.Type(), "Array") {
			repeat = "*"
		}
		fmt.Fprintf(w, "  '%s--%s%s' \\\n", repeat, f.Name, spec)
		if f.Shorthand != "" {
			fmt.Fprintf(w, "  '%s-%s%s' \\\n", repeat, f.Shorthand, spec)
		}
	})
	fmt.Fprint(w, "  '*:capture:_files'\n")
}

// zshValue returns the part of a specification of _arguments that says what
// the flag's value is.
func zshValue(f *pflag.Flag) string {
	list := strings.Join(flagWords(f), " ")
	switch {
	case !takesValue(f):
		return ""
	case f.Value.Type() == new(typeList).Type():
		return ":" + f.Name + ":_values -s , " + f.Name + " " + list
	case list != "":
		return ":" + f.Name + ":(" + list + ")"
	case takesFile(f):
		return ":" + f.Name + ":_files"
	}
	return ":" + f.Name + ": "
}

func zshText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "'", `'\''`, "[", `\[`, "]", `\]`, ":", `\:`).Replace(s)
}

// fishCompletion writes a complete command for each flag.
func fishCompletion(w io.Writer, flags *pflag.FlagSet) {
	quote := strings.NewReplacer(`\`, `\\`, "'", `\'`)
	flags.VisitAll(func(f *pflag.Flag) {
		fmt.Fprint(w, "complete -c packetseq")
		if f.Shorthand != "" {
			fmt.Fprintf(w, " -s %s", f.Shorthand)
		}
		fmt.Fprintf(w, " -l %s", f.Name)
		switch list := flagWords(f); {
		case list != nil:
			fmt.Fprintf(w, " -x -a '%s'", strings.Join(list, " "))
		case takesFile(f):
			fmt.Fprint(w, " -r -F")
		case takesValue(f):
			fmt.Fprint(w, " -x")
		}
		_, help := flagUsage(f)
		fmt.Fprintf(w, " -d '%s'\n", quote.Replace(help))
	})
}
