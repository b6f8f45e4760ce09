#pragma once
#include <cstdint>
#include <string_view>

#include "base/result.hpp"

namespace aan::worker {

// What one job may use. 384 MB of address space is the least in which the worst picture we allow
// (40 megapixels, progressive) is decoded; the shared libraries alone map 110 MB of it.
inline constexpr std::uint64_t kAddressSpaceMax = 384ULL << 20;
inline constexpr std::uint64_t kCpuSecondsMax = 10;
inline constexpr unsigned kWallSecondsMax = 25;  ///< the shop gives up at 20; this is for orphans
inline constexpr std::uint64_t kAnswerBytesMax = 64ULL << 20;
inline constexpr std::uint64_t kOpenFilesMax = 32;
// A list of a million books is more than one book: its answer is longer, and takes longer.
inline constexpr std::uint64_t kListAnswerBytesMax = 1ULL << 30;
inline constexpr std::uint64_t kListCpuSecondsMax = 60;
inline constexpr unsigned kListWallSecondsMax = 130;  ///< the shop gives up at 120

inline constexpr int kInputDescriptor = 3;
inline constexpr int kAnswerDescriptor = 4;

/// Ends this process with the one that started it, by SIGKILL, as nobody reads its answer then.
/// It goes by the thread that started it: that one waits for it (`book_worker::run_child`).
/// `parent` is the number of that process, by which a parent is noticed that ended before; empty:
/// unknown. Errors: unavailable, also where it has ended already.
Result<> end_with_parent(std::string_view parent);

/// First of all: closes every descriptor but the five we were given, sets the limits above, and
/// gives up the right to gain rights. Errors: unavailable.
Result<> limit_resources(std::uint64_t answer_bytes_max = kAnswerBytesMax,
                         std::uint64_t cpu_seconds_max = kCpuSecondsMax,
                         unsigned wall_seconds_max = kWallSecondsMax);

/// A PDF gets less time: what takes longer to draw than this is no cover, and drawing is what a
/// hostile page makes slow. Errors: unavailable.
inline constexpr std::uint64_t kPdfCpuSecondsMax = 4;
Result<> limit_to_pdf();

/// Last before the first byte of input: from here on the process can compute, read its input and
/// write its answer, and nothing else. Opening a file fails; a socket, a program or a new process
/// kills it. Threads of its own are allowed. Errors: unavailable.
Result<> close_sandbox();

}  // namespace aan::worker
