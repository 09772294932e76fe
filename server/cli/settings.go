package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// configMax bounds a configuration file: a larger one is no configuration.
const configMax = 1 << 20

// notSettings are flags that have no place in a file or in the environment.
var notSettings = map[string]bool{"config": true, "print-config": true, "check-config": true, "help": true}

// key is the name of a flag in a configuration file.
func key(flag string) string { return strings.ReplaceAll(flag, "-", "_") }

// variable is the name of a flag in the environment.
func variable(flag string) string { return "HINDSIGHT_" + strings.ToUpper(key(flag)) }

// settle gives every flag that was not set on the command line its value from the
// environment, else from the configuration file, else leaves the default. A flag that has
// got a value counts as changed.
func settle(cmd *cobra.Command, config string) error {
	file, err := readConfig(config)
	if err != nil {
		return err
	}
	for name, s := range file {
		if f := cmd.Flags().Lookup(strings.ReplaceAll(name, "_", "-")); f == nil || notSettings[f.Name] || strings.Contains(name, "-") {
			return fmt.Errorf("%s:%d: unknown key %q", config, s.line, name)
		}
	}
	var errs []error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Changed || notSettings[f.Name] {
			return
		}
		if v, ok := os.LookupEnv(variable(f.Name)); ok {
			f.Changed = true
			if err := f.Value.Set(v); err != nil {
				errs = append(errs, fmt.Errorf("%s=%q: %w", variable(f.Name), v, err))
			}
		} else if s, ok := file[key(f.Name)]; ok {
			f.Changed = true
			if err := f.Value.Set(s.text); err != nil {
				errs = append(errs, fmt.Errorf("%s:%d: %s = %s: %w", config, s.line, key(f.Name), s.text, err))
			}
		}
	})
	if len(errs) > 0 {
		return errs[0]
	}
	return nil
}

// setting is a value of a configuration file.
type setting struct {
	text string
	line int
}

// readConfig reads a file of KEY = VALUE lines in TOML. Errors name file and line.
func readConfig(path string) (map[string]setting, error) {
	if path == "" {
		return nil, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	if info.Size() > configMax {
		return nil, fmt.Errorf("configuration: %s has %d bytes, limit %d", path, info.Size(), configMax)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	var values map[string]any
	if err := toml.Unmarshal(b, &values); err != nil {
		var at *toml.DecodeError
		if errors.As(err, &at) {
			line, column := at.Position()
			return nil, fmt.Errorf("%s:%d:%d: %s", path, line, column, strings.TrimPrefix(at.Error(), "toml: "))
		}
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	file := make(map[string]setting, len(values))
	for name, v := range values {
		s := setting{line: lineOf(b, name)}
		switch v := v.(type) {
		case string:
			s.text = v
		case int64, float64, bool:
			s.text = fmt.Sprint(v)
		default:
			return nil, fmt.Errorf("%s:%d: %s: want a text, a number, true or false", path, s.line, name)
		}
		file[name] = s
	}
	return file, nil
}

// lineOf finds the line that sets a key, 0 when it is written in an unusual way.
func lineOf(b []byte, name string) int {
	for i, line := range bytes.Split(b, []byte("\n")) {
		before, _, found := bytes.Cut(line, []byte("="))
		if found && strings.Trim(string(bytes.TrimSpace(before)), `"'`) == name {
			return i + 1
		}
		if strings.HasPrefix(strings.TrimSpace(string(line)), "["+name) {
			return i + 1
		}
	}
	return 0
}

// printConfig writes a commented configuration file of the settings as they stand.
func printConfig(cmd *cobra.Command) {
	out := cmd.OutOrStdout()
	fmt.Fprintln(out, "# hindsight serve: flag > HINDSIGHT_* environment > this file > default")
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if notSettings[f.Name] {
			return
		}
		value := f.Value.String()
		if f.Value.Type() == "string" || f.Value.Type() == "duration" {
			value = fmt.Sprintf("%q", value)
		}
		fmt.Fprintf(out, "\n# %s (%s)\n%s = %s\n", f.Usage, variable(f.Name), key(f.Name), value)
	})
}
