// Calls of Linux that Swift's Glibc module leaves out, because it is built without GNU extensions.
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags);
int syncfs(int descriptor);
int sync_file_range(int descriptor, long offset, long count, unsigned int flags);
// Parameter -2, M_TOP_PAD: by how many bytes more than it needs a heap grows at a time.
int mallopt(int parameter, int value);
