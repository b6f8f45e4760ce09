#pragma once
#include <cstddef>
#include <cstdint>

namespace aan::worker::epub {

// What a book file may ask of us. Real books stay far below; each number has a hostile test.
inline constexpr std::uint64_t kArchiveBytesMax = 1ULL << 30;  ///< the file as it lies there
inline constexpr std::uint64_t kEntriesMax = 20'000;
inline constexpr std::uint64_t kEntryBytesMax = 256ULL << 20;  ///< declared size of one entry
inline constexpr std::uint64_t kUnpackedBytesMax = 1ULL
                                                   << 30;  ///< of all entries, and of all reads
inline constexpr std::uint64_t kRatioMax = 300;            ///< size to packed size ...
inline constexpr std::uint64_t kRatioFloor = 1ULL << 20;   ///< ... asked above this size only
inline constexpr std::size_t kNameBytesMax = 1024;
inline constexpr std::size_t kContainerBytesMax = 1U << 20;
inline constexpr std::size_t kXmlBytesMax = 8U << 20;    ///< package, navigation, one chapter
inline constexpr std::size_t kTextBytesMax = 64U << 20;  ///< all chapters that are read
inline constexpr std::uint64_t kResourceBytesMax = 256ULL << 20;  ///< of which damage is looked for
inline constexpr std::size_t kImageBytesMax = 32U << 20;
inline constexpr int kXmlDepthMax = 256;
inline constexpr std::size_t kManifestMax = 20'000;
inline constexpr std::size_t kWarningsMax = 20;

}  // namespace aan::worker::epub
