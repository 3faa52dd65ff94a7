//go:build unix

package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"
)

// A cost is what a command needs.
type cost struct {
	wall, cpu time.Duration
	memory    float64 // peak resident, in MB
}

// measure runs a command several times and returns the median of each cost. A
// command that takes long is run once.
func measure(c *exec.Cmd, runs int) (cost, error) {
	const long = 10 * time.Second
	var all []cost
	for range runs {
		run := exec.Command(c.Path, c.Args[1:]...)
		var told bytes.Buffer
		run.Stderr = &told
		begin := time.Now()
		if err := run.Run(); err != nil {
			return cost{}, fmt.Errorf("%s: %w: %.200s", c.Args[0], err, told.String())
		}
		all = append(all, costOf(run.ProcessState, time.Since(begin)))
		if all[len(all)-1].wall > long {
			break
		}
	}
	return cost{
		wall:   median(all, func(c cost) time.Duration { return c.wall }),
		cpu:    median(all, func(c cost) time.Duration { return c.cpu }),
		memory: median(all, func(c cost) float64 { return c.memory }),
	}, nil
}

// costOf returns the cost of a process that has ended and took that long.
func costOf(state *os.ProcessState, wall time.Duration) cost {
	usage := state.SysUsage().(*syscall.Rusage)
	return cost{wall, state.UserTime() + state.SystemTime(), float64(usage.Maxrss) * maxrssUnit / 1e6}
}

// maxrssUnit is the unit of Rusage.Maxrss in bytes, which is a kilobyte but for
// Darwin (getrusage(2) there).
var maxrssUnit = map[bool]float64{true: 1, false: 1024}[runtime.GOOS == "darwin"]

// median returns the median of what is asked of each of all.
func median[E any, T cmp.Ordered](all []E, of func(E) T) T {
	values := make([]T, len(all))
	for i, e := range all {
		values[i] = of(e)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// A table is printed as it grows, a part at a time, in Markdown.
type table struct {
	lines []string
	first time.Duration // wall time of the part's first row, to compare with
}

// title begins a part with these columns besides wall time, CPU time and
// memory.
func (t *table) title(text string, columns ...string) {
	columns = append([]string{text, "wall", "CPU", "memory"}, columns...)
	t.add(columns...)
	for i := range columns {
		columns[i] = "---"
	}
	t.add(columns...)
	t.first = 0
}

func (t *table) add(cells ...string) {
	t.lines = append(t.lines, "| "+strings.Join(cells, "\t| ")+"\t|")
}

// row measures a command that draws so many messages, or 0, and adds a row for
// it.
func (b *bench) row(name string, c *exec.Cmd, messages int) error {
	cost, err := measure(c, b.runs)
	if err != nil {
		return err
	}
	if b.table.first == 0 {
		b.table.first = cost.wall
	}
	each := ""
	if messages >= 1000 {
		each = milliseconds(cost.cpu * 1000 / time.Duration(messages))
	}
	b.table.add(append(cost.cells(name), each, fmt.Sprintf("%.2f", float64(cost.wall)/float64(b.table.first)))...)
	return nil
}

// throughput measures a command that reads so many megabytes.
func (b *bench) throughput(name string, c *exec.Cmd, megabytes int) error {
	cost, err := measure(c, b.runs)
	if err != nil {
		return err
	}
	b.table.add(append(cost.cells(name), fmt.Sprintf("%.0f MB/s", float64(megabytes)/cost.cpu.Seconds()))...)
	return nil
}

// cells are the first cells of a row.
func (c cost) cells(name string) []string {
	return []string{name, milliseconds(c.wall), milliseconds(c.cpu), fmt.Sprintf("%.0f MB", c.memory)}
}

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/1e6) }

// flush prints what there is.
func (t *table) flush(w io.Writer) {
	columns := tabwriter.NewWriter(w, 0, 0, 1, ' ', 0)
	for _, line := range t.lines {
		fmt.Fprintln(columns, line)
	}
	fmt.Fprintln(columns)
	columns.Flush()
	t.lines = nil
}
