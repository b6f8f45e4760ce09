#include "node/process_facts.hpp"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <string>

#include "base/file.hpp"

namespace aan::node {
namespace {

constexpr std::uint64_t kStatBytesMax = 4096;

std::uint64_t resident_bytes() {
  const auto text = read_file("/proc/self/statm", kStatBytesMax);
  if (!text) return 0;
  const auto blank = text->find(' ');
  std::uint64_t pages = 0;
  if (blank != std::string::npos)
    std::from_chars(text->data() + blank + 1, text->data() + text->size(), pages);
  return pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::uint64_t open_files() {
  DIR* folder = opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  std::uint64_t count = 0;
  while (const dirent* entry = readdir(folder))
    if (entry->d_name[0] != '.') ++count;
  closedir(folder);
  return count - 1;  // the one that looks
}

Duration time_of(const timeval& time) {
  return Duration::seconds(time.tv_sec) + Duration::microseconds(time.tv_usec);
}

}  // namespace

ProcessFacts process_facts() {
  ProcessFacts facts;
  facts.resident_bytes = resident_bytes();
  facts.open_files = open_files();
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) facts.files_max = limit.rlim_cur;
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0)
    facts.processor = time_of(usage.ru_utime) + time_of(usage.ru_stime);
  return facts;
}

}  // namespace aan::node
