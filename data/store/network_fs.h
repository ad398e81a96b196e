/* data/store/network_fs.h - whether a file is on a disk of another host, where WAL and locks do not work
 * (sqlite.org/wal.html). Looks at the mounts only, never at the file. */
#ifndef DATA_STORE_NETWORK_FS_H
#define DATA_STORE_NETWORK_FS_H

#include <stdbool.h>
#include <sys/types.h>

/* Whether the file at `path`, of the device `dev`, is on a network file system; false too when it cannot be told. */
bool network_fs_is(const char *path, dev_t dev);

/* Whether a line of /proc/self/mountinfo is of this device and of a FUSE file system of another host. */
bool mount_is_remote(const char *line, unsigned major, unsigned minor);

#endif
