package main

import (
	"fmt"
	"slices"
	"strings"
)

// A choice is a flag that takes one of a few words.
type choice[T comparable] struct {
	target *T
	list   []word[T]
}

// A word is what the user types for a value.
type word[T comparable] struct {
	text  string
	value T
}

// words makes the list for values that are their own words.
func words[T ~string](values ...T) []word[T] {
	list := make([]word[T], len(values))
	for i, v := range values {
		list[i] = word[T]{string(v), v}
	}
	return list
}

func newChoice[T comparable](target *T, list []word[T]) *choice[T] { return &choice[T]{target, list} }

// Words lists what the flag takes; help and completion range over it.
func (c *choice[T]) Words() []string {
	texts := make([]string, len(c.list))
	for i, w := range c.list {
		texts[i] = w.text
	}
	return texts
}

// Set implements pflag.Value.
func (c *choice[T]) Set(s string) error {
	i := slices.IndexFunc(c.list, func(w word[T]) bool { return w.text == s })
	if i < 0 {
		return fmt.Errorf("it takes %s", orList(c.Words()))
	}
	*c.target = c.list[i].value
	return nil
}

// String implements pflag.Value.
func (c *choice[T]) String() string {
	for _, w := range c.list {
		if w.value == *c.target {
			return w.text
		}
	}
	return ""
}

// Type implements pflag.Value: the place-holder in help texts.
func (c *choice[T]) Type() string { return strings.Join(c.Words(), "|") }

// orList joins words as in a sentence: "a, b or c".
func orList(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
