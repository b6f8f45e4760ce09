// What it costs to name content, beside plain SHA-256 of the same bytes in the same process.
// Target: at least 0.8 of it. Storing is measured in memory (/dev/shm), so that no disk speaks.
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "adapters/blob_files/file_blob_store.hpp"
#include "base/check.hpp"
#include "crypto/content_address.hpp"
#include "testing/seeded_rng.hpp"

namespace aan {
namespace {

constexpr int kRounds = 7;

// Best of some rounds in MB/s: what is measured is our work, not the neighbours'.
double best(std::size_t bytes, const std::function<void()>& prepare,
            const std::function<void()>& work) {
  double fastest = 0;
  for (int round = 0; round < kRounds; ++round) {
    prepare();
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    fastest = std::max(fastest, static_cast<double>(bytes) / 1e6 / spent.count());
  }
  return fastest;
}

void measure(std::size_t size, std::size_t files) {
  testing::SeededRng rng(size);
  const std::size_t total = size * files;
  std::vector<std::string> contents(files);
  for (std::string& content : contents) content = rng.bytes(size);
  const FileDescriptor source(::memfd_create("source", MFD_CLOEXEC));
  AAN_CHECK(::write(source.get(), contents[0].data(), size) == static_cast<ssize_t>(size));

  std::string folder = "/dev/shm/aan-bench-XXXXXX";
  AAN_CHECK(::mkdtemp(folder.data()) != nullptr);
  std::unique_ptr<blob_files::FileBlobStore> store;
  const auto fresh = [&] {
    store.reset();
    std::filesystem::remove_all(folder);
    store = blob_files::FileBlobStore::create(folder).value();
  };
  const auto each = [&](const auto& work) {
    return [&contents, work] {
      for (const std::string& content : contents) work(content);
    };
  };
  const auto nothing = [] {};

  const double plain =
      best(total, nothing, each([](const std::string& c) { (void)crypto::sha256(c); }));
  const auto print = [&](const char* what, double rate) {
    std::printf("%-44s %8.0f MB/s  %5.2f\n", what, rate, rate / plain);
  };
  std::printf("\n%zu x %.1f MB\n", files, static_cast<double>(size) / 1e6);
  print("SHA-256 (OpenSSL EVP)", plain);
  print("CID",
        best(total, nothing, each([](const std::string& c) { (void)crypto::unixfs_cid(c); })));
  print("CID and SHA-256",
        best(total, nothing, each([](const std::string& c) { (void)crypto::address_of(c); })));
  print("put of bytes, new",
        best(total, fresh, each([&](const std::string& c) { AAN_CHECK(store->put_bytes(c)); })));
  print("put of bytes, known",
        best(total, nothing, each([&](const std::string& c) { AAN_CHECK(store->put_bytes(c)); })));
  print("put of a file, new",
        best(size, fresh, [&] { AAN_CHECK(store->put(source.get(), size)); }));
  const crypto::Cid cid = crypto::unixfs_cid(contents[0]);
  print("first open (verifies)",
        best(
            size, [&] { store = blob_files::FileBlobStore::create(folder).value(); },
            [&] { AAN_CHECK(store->open(cid)); }));
  print("open, verified before", best(size, nothing, [&] { AAN_CHECK(store->open(cid)); }));
  std::filesystem::remove_all(folder);
}

int measure() {
  measure(200'000, 50);
  measure(1'000'000, 50);
  measure(50'000'000, 1);
  measure(400'000'000, 1);
  return 0;
}

}  // namespace
}  // namespace aan

int main() { return aan::measure(); }
