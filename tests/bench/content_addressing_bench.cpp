// What it costs to name and to store content. One line of JSON each:
//   bench_content_addressing name BYTES     a file read and named, CID and SHA-256, from memory
//   bench_content_addressing put BYTES DIR  a new file stored in DIR, and the least that anybody
//     would do for it: read, SHA-256, write, fsync, rename, fsync of the folder; in turns
// `name` is compared with `openssl speed sha256` by whoever runs this.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/blob_files/file_blob_store.hpp"
#include "base/check.hpp"
#include "crypto/content_address.hpp"
#include "testing/seeded_rng.hpp"

namespace aan {
namespace {

constexpr std::chrono::seconds kNaming{1};
constexpr int kPuts = 9;
constexpr std::size_t kPieceBytes = 1U << 20;

FileDescriptor file_of(std::string_view bytes) {
  FileDescriptor file(::memfd_create("source", MFD_CLOEXEC));
  AAN_CHECK(::write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  return file;
}

double seconds_of(const auto& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double middle(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void name_file(int file) {
  crypto::ContentHasher hasher;
  for (off_t at = 0;;) {
    const std::span<char> room = hasher.room();
    const ssize_t got = ::pread(file, room.data(), room.size(), at);
    AAN_CHECK(got >= 0);
    at += got;
    hasher.commit(static_cast<std::size_t>(got));
    if (static_cast<std::size_t>(got) < room.size()) break;
  }
  (void)hasher.finish();
}

int measure_naming(std::size_t bytes) {
  const FileDescriptor source = file_of(testing::SeededRng(bytes).bytes(bytes));
  std::size_t named = 0;
  double spent = 0;
  for (; spent < std::chrono::duration<double>(kNaming).count(); ++named)
    spent += seconds_of([&] { name_file(source.get()); });
  std::printf("{\"name\": \"name\", \"bytes\": %zu, \"mb_s\": %.1f}\n", bytes,
              static_cast<double>(named * bytes) / 1e6 / spent);
  return 0;
}

void copy_plainly(int source, const std::filesystem::path& folder, const std::string& name) {
  std::string piece(kPieceBytes, '\0');
  crypto::Sha256 digest;
  const FileDescriptor top(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const FileDescriptor copy(
      ::openat(top.get(), "temporary", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  AAN_CHECK(top.valid() && copy.valid());
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(source, piece.data(), piece.size(), at);
    AAN_CHECK(got >= 0);
    if (got == 0) break;
    at += got;
    digest.update({piece.data(), static_cast<std::size_t>(got)});
    AAN_CHECK(::write(copy.get(), piece.data(), static_cast<std::size_t>(got)) == got);
  }
  (void)digest.finish();
  AAN_CHECK(::fsync(copy.get()) == 0);
  AAN_CHECK(::renameat(top.get(), "temporary", top.get(), name.c_str()) == 0);
  AAN_CHECK(::fsync(top.get()) == 0);
}

int measure_putting(std::size_t bytes, const std::filesystem::path& where) {
  testing::SeededRng rng(bytes);
  const std::filesystem::path folder = where / "blobs";
  const auto store = blob_files::FileBlobStore::create(folder).value();
  std::filesystem::create_directories(where / "plain");
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> ratios;
  for (int round = 0; round <= kPuts; ++round) {
    const FileDescriptor source = file_of(rng.bytes(bytes));
    const auto put = [&] { AAN_CHECK(store->put(source.get(), bytes)); };
    const auto copy = [&] { copy_plainly(source.get(), where / "plain", std::to_string(round)); };
    double first = seconds_of([&] { round % 2 == 0 ? put() : copy(); });
    double second = seconds_of([&] { round % 2 == 0 ? copy() : put(); });
    if (round % 2 == 1) std::swap(first, second);
    if (round == 0) continue;  // warms up
    ours.push_back(first);
    theirs.push_back(second);
    ratios.push_back(second / first);
  }
  const auto rate = [&](const std::vector<double>& spent) {
    return static_cast<double>(bytes) / 1e6 / middle(spent);
  };
  std::printf(
      "{\"name\": \"put\", \"bytes\": %zu, \"ours\": %.1f, \"peer\": %.1f, \"ratio\": %.3f}\n",
      bytes, rate(ours), rate(theirs), middle(ratios));
  return 0;
}

int measure(int argc, char** argv) {
  const std::string what = argc > 2 ? argv[1] : "";
  const std::size_t bytes = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
  if (what == "name" && argc == 3 && bytes > 0) return measure_naming(bytes);
  if (what == "put" && argc == 4 && bytes > 0) return measure_putting(bytes, argv[3]);
  std::fprintf(stderr, "bench_content_addressing name BYTES | put BYTES DIR\n");
  return 2;
}

}  // namespace
}  // namespace aan

int main(int argc, char** argv) { return aan::measure(argc, argv); }
