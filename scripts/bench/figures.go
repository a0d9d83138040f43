package main

// figure is one that somebody has an eye on.
type figure struct {
	words     string
	benchmark string // without "Benchmark" and the number of processors
	unit      string // as the benchmark names it
	in        string // the unit in words
	wanted    float64
	beside    yardstick
}

// yardstick is what a figure is divided by, in the same run. What is wanted is at most so much, less than 0 at least so much
// without the sign, and 0 nothing in particular, here and in a figure.
type yardstick struct {
	words     string
	unit      string // of the ratio, where the benchmark gives it itself
	benchmark string // else the one whose figure is divided by
	wanted    float64
}

// figures are those of the table, in its order. What the benchmarks measure besides follows behind it.
var figures = []figure{
	{"from Open to ready for a sign-in, 1,000 rows of activity", "Opening/1000", "ready-ms", "ms", 25, yardstick{}},
	{"… 100,000 rows", "Opening/100000", "ready-ms", "ms", 50, smallLog(0)},
	{"… 1,000,000 rows", "Opening/1000000", "ready-ms", "ms", 60, smallLog(3)},
	{"… every row verified, 1,000,000 rows", "Opening/1000000", "verified-ms", "ms", 0, yardstick{}},
	{"memory of the ledger, 1,000 rows", "Opening/1000", "ledger-MiB", "MiB", 0, yardstick{}},
	{"… 1,000,000 rows", "Opening/1000000", "ledger-MiB", "MiB", 0, smallLog(2)},

	{"first painted window, sign-in page", "Window/first-window", "s", "s", 0, keePassXC(1)},
	{"memory of the program's own there", "Window/own-memory", "MiB", "MiB", 40, keePassXC(0)},
	{"all its memory there", "Window/memory", "MiB", "MiB", 0, keePassXC(0)},
	{"idle on the sign-in page", "Window/idle-login", "%-of-a-core", "% of a core", 0.5, yardstick{}},
	{"… on the PIN page, with the countdown", "Window/idle-pin", "%-of-a-core", "% of a core", 0.5, yardstick{}},
	{"… on the page of people", "Window/idle-people", "%-of-a-core", "% of a core", 0.5, yardstick{}},
	{"from a key to the painted letter, p50", "Window/key-painted", "p50-ms", "ms", 0, yardstick{}},
	{"… p99", "Window/key-painted", "p99-ms", "ms", 0, yardstick{}},
	{"page of 100,000 people, first rows", "Window/people-first-rows", "s", "s", 1.5, yardstick{}},
	{"… every row checked", "Window/people-all", "s", "s", 0, yardstick{}},
	{"… memory then", "Window/people-all", "MiB", "MiB", 300, yardstick{}},

	{"choosing 10,000 of 100,000 people", "Choose", "ms/choice", "ms", 100, yardstick{}},
	{"what My page loads once it is shown, 100,000 people", "Overview", "ms", "ms", 0, yardstick{}},

	{"sign-in by password beyond its hash, 10 people", "Growth/10/password", "ms", "ms", 0, bareCommits(2)},
	{"… 1,000 people", "Growth/1000/password", "ms", "ms", 0, bareCommits(2)},
	{"… 100,000 people", "Growth/100000/password", "ms", "ms", 0, bareCommits(2)},
	{"… 1,000,000 people", "Growth/1000000/password", "ms", "ms", 0, bareCommits(2)},
	{"sign-in by password and PIN beyond the hash, 10 people", "Growth/10/PIN", "ms", "ms", 0, bareCommits(2)},
	{"… 1,000 people", "Growth/1000/PIN", "ms", "ms", 0, bareCommits(2)},
	{"… 100,000 people", "Growth/100000/PIN", "ms", "ms", 0, bareCommits(2)},
	{"… 1,000,000 people", "Growth/1000000/PIN", "ms", "ms", 0, bareCommits(2)},
	{"an administrator's reset, 10 people", "Growth/10/reset", "ms", "ms", 0, bareCommits(1.3)},
	{"… 1,000 people", "Growth/1000/reset", "ms", "ms", 0, bareCommits(1.3)},
	{"… 100,000 people", "Growth/100000/reset", "ms", "ms", 0, bareCommits(1.3)},
	{"… 1,000,000 people", "Growth/1000000/reset", "ms", "ms", 0, bareCommits(1.3)},

	{"shared, 20 PCs on this machine: sign-ins with PIN", "Shared/loopback/all", "sign-ins/s", "a second", atLeast(120), onFile()},
	{"… p99 of one beyond the hash", "Shared/loopback/all", "p99-ms", "ms", 400, yardstick{}},
	{"… one PC alone, beyond the hash", "Shared/loopback/alone", "ms", "ms", 0, onFile()},
	{"… 20 PCs, round trips of 1 ms", "Shared/1ms/all", "sign-ins/s", "a second", atLeast(30), onFile()},
	{"… 20 people at one moment, hash included", "Shared/1ms/together", "together-ms", "ms", 1500, yardstick{}},
	{"… one PC alone, beyond the hash", "Shared/alone/1ms/sign-in", "ms", "ms", 0, onFile()},
	{"… one PC alone, round trips of 20 ms", "Shared/alone/20ms/sign-in", "ms", "ms", 500, onFile()},
	{"… the first after opening", "Shared/alone/20ms/reopened", "first-ms", "ms", 500, yardstick{}},
	{"… round trips of a sign-in", "Shared/alone/0ms/sign-in", "trips", "", 0, yardstick{}},
	{
		"… from Open to ready for a sign-in, 100,000 rows of activity", "Shared/opening", "ready-ms", "ms", 1000,
		yardstick{words: "a file", benchmark: "Opening/100000"},
	},
}

// bareCommits are those of SQLite alone that an action needs.
func bareCommits(wanted float64) yardstick {
	return yardstick{words: "bare commits", unit: "x-bare", wanted: wanted}
}

func atLeast(wanted float64) float64 { return -wanted }

// onFile is one PC that signs somebody in on a file of its own.
func onFile() yardstick { return yardstick{words: "a file", benchmark: "Shared/file"} }

func keePassXC(wanted float64) yardstick {
	return yardstick{words: "KeePassXC", unit: "x-KeePassXC", wanted: wanted}
}

func smallLog(wanted float64) yardstick {
	return yardstick{words: "with 1,000 rows", benchmark: "Opening/1000", wanted: wanted}
}
