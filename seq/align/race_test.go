//go:build race

package align

// slower is how many times slower everything is while races are looked for.
const slower = 10
