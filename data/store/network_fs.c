/* data/store/network_fs.c - see network_fs.h. */
#include "data/store/network_fs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include "core/err.h"

/* A line of /proc/self/mountinfo (proc(5)): "36 35 0:52 / /mnt rw - fuse.sshfs host: rw". */
bool mount_is_remote(const char *line, unsigned major, unsigned minor)
{
	static const char *const types[] = { "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.ceph-fuse",
		"fuse.s3fs", "fuse.rclone", "fuse.davfs", "fuse.curlftpfs", "fuse.smbnetfs" };
	const char *dash = strstr(line, " - ");
	unsigned a, b;

	if (!dash || sscanf(line, "%*d %*d %u:%u", &a, &b) != 2 || a != major || b != minor)
		return false;
	const char *type = dash + strlen(" - ");
	size_t len = strcspn(type, " ");

	for (size_t i = 0; i < COUNT(types); i++)
		if (strlen(types[i]) == len && memcmp(type, types[i], len) == 0)
			return true;
	return false;
}

static bool mounted_remotely(dev_t dev)
{
	FILE *f = fopen("/proc/self/mountinfo", "re");
	char *line = NULL;
	size_t room = 0;
	bool remote = false;

	while (f && !remote && getline(&line, &room, f) > 0)
		remote = mount_is_remote(line, major(dev), minor(dev));
	free(line);
	if (f)
		fclose(f);
	return remote;
}

/* Kernel magic numbers of file systems where locks or shared memory do not work between hosts
 * (statfs(2), linux/magic.h): NFS, CIFS, SMB2, SMB, Ceph, AFS, 9P. FUSE has one number for local and
 * remote ones: they are told apart by the type of the mount. */
bool network_fs_is(const char *path, dev_t dev)
{
	static const unsigned long magics[] = { 0x6969, 0xFF534D42, 0xFE534D42, 0x517B, 0x00C36400,
		0x5346414F, 0x01021997 };
	struct statfs fs;

	if (statfs(path, &fs))
		return false;
	for (size_t i = 0; i < COUNT(magics); i++)
		if ((unsigned long)fs.f_type == magics[i])
			return true;
	return mounted_remotely(dev);
}
