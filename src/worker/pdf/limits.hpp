#pragma once
#include <cstddef>
#include <cstdint>

namespace aan::worker::pdf {

// What a PDF may ask of us. Real ones stay far below; each number has a test.
inline constexpr std::uint64_t kFileBytesMax = 1ULL << 30;
inline constexpr int kPagesMax = 20'000;
inline constexpr std::size_t kXmpBytesMax = 1U << 20;
inline constexpr int kOutlineEntriesMax = 5000;  ///< looked at, however many are kept
inline constexpr int kSamplePagesMax = 40;
inline constexpr std::size_t kPageTextBytesMax = 256U << 10;  ///< of one page, of the sample
inline constexpr double kCoverHeight = 1200;                  ///< pixels
inline constexpr double kCoverWidthMax = 1600;
inline constexpr double kAspectMax = 5;                     ///< longer side of a cover to shorter
inline constexpr std::size_t kPackedObjectsMax = 4U << 20;  ///< one object stream, unpacked
inline constexpr std::size_t kAllPackedObjectsMax = 128U << 20;
inline constexpr std::size_t kWarningsMax = 20;
inline constexpr std::size_t kObjectBytesMax = std::size_t{2} << 20;  ///< one, without its stream
inline constexpr std::size_t kTrailerBytesMax = 64U << 10;
inline constexpr std::size_t kSectionBytesMax = 32U << 20;  ///< of cross-references, unpacked
/// Read, unpacked and walked through for the structure of one file, however often: more is refused.
inline constexpr std::size_t kStructureWorkMax = std::size_t{128} << 20;
inline constexpr int kPageTreeNodesMax = 1000;  ///< looked at from the end of the book
inline constexpr int kPageTreeDepthMax = 64;

}  // namespace aan::worker::pdf
