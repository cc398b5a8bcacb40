package main

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
)

// An output is a file being written.
//
// A regular file is written without a name or, where the system needs one,
// under a temporary name in the same folder. Method commit then gives it its
// final name. So nobody ever sees half a file, and a run that fails or is
// killed leaves the old file in place; derived files may be lost in a power
// cut. The file keeps the mode of the old file and, where the system permits
// it, its owner and group. The mode of a new file follows the umask. A symbolic
// link stays, and the file it points to is replaced. Of several hard links,
// only the named one refers to the new file.
//
// Any other existing file, such as a terminal or a FIFO, is written to
// directly.
type output struct {
	name string // for messages
	w    io.Writer
	file *os.File // to be closed; may be nil
	temp string   // name of the temporary file; "" if it is written to directly
	bare bool     // the temporary file has no name yet

	derived bool // it can be derived again, so it need not survive a power cut

	target string      // final name of the temporary file
	old    fs.FileInfo // of the file to be replaced, or nil
	env    environment
}

// errChanged is the error for a file that changed meanwhile, whose changes
// would have been lost.
var errChanged = errors.New("the file changed meanwhile and was left unchanged; run the command again")

// create opens an output; "" means standard output.
func (env environment) create(name string) (*output, error) {
	return env.createAs(name, fmt.Sprintf("%016x", rand.Uint64()))
}

// createAs is create with an identifier for the name of the temporary file. If
// several outputs have the same identifier, only one can be committed, and the
// others fail with errChanged.
func (env environment) createAs(name, id string) (*output, error) {
	if name == "" {
		return &output{name: "<stdout>", w: env.stdout}, nil
	}
	o := &output{name: name, env: env}
	target, descriptor := follow(name)
	switch descriptor {
	case noDescriptor:
	case 1:
		o.w = env.stdout
		return o, nil
	case 2:
		o.w = env.stderr
		return o, nil
	default:
		o.file = os.NewFile(uintptr(descriptor), name)
		o.w = o.file
		return o, nil
	}
	info, err := os.Stat(name)
	if err == nil {
		// A user who may not write to a file must not replace it
		// either.
		if o.file, err = os.OpenFile(name, os.O_WRONLY, 0); err != nil {
			return nil, writeError(name, err)
		}
		if !info.Mode().IsRegular() {
			o.w = o.file
			return o, nil
		}
		o.old, err = o.file.Stat()
		o.file.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, writeError(name, err)
	}
	o.target = target
	dir, _ := filepath.Split(target)
	o.temp = dir + tempPrefix + id + tempSuffix
	if err := o.open(dir); err != nil {
		return nil, writeError(name, o.taken(err))
	}
	return o, nil
}

// taken converts the error that the temporary name is taken to errChanged.
func (o *output) taken(err error) error {
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w, or remove %s if nothing else runs", errChanged, o.temp)
	}
	return err
}

// open creates the temporary file. At no time may it be readable by users who
// may not read the final file.
func (o *output) open(dir string) (err error) {
	mode := fs.FileMode(0o666)
	if o.old != nil {
		mode = 0o600
	}
	path := o.temp
	if !o.env.named {
		o.file, err = createUnnamed(dir, mode)
		o.bare = err == nil
	}
	if o.bare {
		path = openPath(o.file)
		lock(o.file) // for when it gets its name
	} else {
		err = o.env.temp.begin(o.temp, func() (err error) {
			o.file, err = createLocked(o.temp, mode)
			return err
		})
	}
	if err != nil {
		return err
	}
	o.w = o.file
	if o.old == nil {
		return nil
	}
	mode = o.old.Mode().Perm()
	if !keepOwner(o.file, o.old) || !keepACL(path, o.target) {
		mode &^= 0o070 &^ (mode << 3) // the group may do no more than others may
	}
	if err := o.file.Chmod(mode); err != nil {
		o.discard()
		return err
	}
	return nil
}

// createLocked creates a file that sweep leaves alone until it is closed.
func createLocked(name string, mode fs.FileMode) (*os.File, error) {
	for {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if err != nil {
			return nil, err
		}
		lock(f)
		if isAt(f, name) {
			return f, nil
		}
		f.Close() // another process took it for a leftover before it was locked
	}
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.w.Write(p)
	if err != nil {
		err = writeError(o.name, err)
	}
	return n, err
}

// commit calls move to give the file its final name, and closes it.
func (o *output) commit(move func(temp, target string) error) error {
	if o.file == nil {
		return nil
	}
	var err error
	if o.temp != "" {
		if o.old != nil && !o.derived {
			err = o.file.Sync()
		}
		if err == nil && o.bare {
			err = o.env.temp.begin(o.temp, func() error { return nameFile(o.file, o.temp) })
			o.bare, err = err != nil, o.taken(err)
		}
		if err == nil && runtime.GOOS == "windows" { // Windows does not move open files
			err = o.file.Close()
		}
		if err == nil {
			o.env.temp.end(o.temp, func() { err = move(o.temp, o.target) })
		}
		if err != nil {
			o.discard()
			return writeError(o.name, err)
		}
		if o.old != nil && hardLinks(o.old) > 1 {
			err := errors.New("replaced, but its other names (hard links) keep the old file; link them anew, or use symbolic links")
			fmt.Fprintln(o.env.stderr, oneLine(fileError(o.name, err).Error()))
		}
	}
	if err := o.file.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return writeError(o.name, err)
	}
	return nil
}

// discard removes the file, unless it was written to directly.
func (o *output) discard() {
	if o.temp != "" && !o.bare {
		o.env.temp.end(o.temp, func() { os.Remove(o.temp) })
	}
	if o.file != nil {
		o.file.Close()
	}
}

// write writes a whole file; "" means standard output.
func (env environment) write(name string, data []byte) error {
	o, err := env.create(name)
	if err != nil {
		return err
	}
	return o.finish(data, os.Rename)
}

// replace replaces a file that had the contents old when it was read, or that
// was missing if old is nil. It returns errChanged if the file has other
// contents now.
func (env environment) replace(name string, old, data []byte) error {
	// The name of the temporary file is made from the name of the file, so
	// that only one of several processes that change the file can have it.
	target, _ := follow(name)
	dir, base := filepath.Split(target)
	sweep(dir)
	hash := fnv.New64a()
	io.WriteString(hash, base)
	o, err := env.createAs(name, fmt.Sprintf("%016x", hash.Sum64()))
	if err != nil {
		return err
	}
	return o.finish(data, func(temp, target string) error {
		now, err := os.ReadFile(target)
		switch {
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return err
		case !bytes.Equal(now, old):
			return errChanged
		}
		return os.Rename(temp, target)
	})
}

// finish writes data and commits, or discards everything if that fails.
func (o *output) finish(data []byte, move func(temp, target string) error) error {
	if _, err := o.Write(data); err != nil {
		o.discard()
		return err
	}
	return o.commit(move)
}

const (
	noDescriptor = -1
	maxLinks     = 255
)

// follow resolves the symbolic links at the end of a name. The result need not
// exist. If the name refers to a file that the process has open, such as
// /dev/stdout, it returns the descriptor of that file.
func follow(name string) (path string, descriptor int) {
	for range maxLinks {
		dir, base := filepath.Split(name)
		if n, err := strconv.Atoi(base); err == nil && isDescriptors(dir) {
			return name, n
		}
		link, err := os.Readlink(name)
		if err != nil {
			break
		}
		if name = link; !filepath.IsAbs(link) {
			name = dir + link // not cleaned, because "a/.." leads elsewhere if a is a link
		}
	}
	return name, noDescriptor
}

var descriptors = regexp.MustCompile(`^(/dev/fd|/proc/` + strconv.Itoa(os.Getpid()) + `(/task/[0-9]+)?/fd)$`)

// isDescriptors reports whether a folder has the open files of the process.
func isDescriptors(dir string) bool {
	dir, err := filepath.EvalSymlinks(dir)
	return err == nil && descriptors.MatchString(dir)
}

// The name of a temporary file consists of 16 hexadecimal digits between these.
const (
	tempPrefix = ".incident-"
	tempSuffix = ".tmp"
)

var tempName = regexp.MustCompile(`^\.incident-[0-9a-f]{16}\.tmp$`)

// sweep removes temporary files that killed processes have left behind. dir is
// "" or ends in a separator.
func sweep(dir string) {
	entries, _ := os.ReadDir(dir + ".")
	for _, e := range entries {
		if e.Type().IsRegular() && tempName.MatchString(e.Name()) {
			removeStale(dir + e.Name())
		}
	}
}

// isAt reports whether a path refers to the open file f.
func isAt(f *os.File, path string) bool {
	a, err := f.Stat()
	b, err2 := os.Lstat(path)
	return err == nil && err2 == nil && os.SameFile(a, b)
}
