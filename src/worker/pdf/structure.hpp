#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "worker/pdf/limits.hpp"
#include "worker/pdf/marks.hpp"
#include "worker/pdf/syntax.hpp"

namespace aan::worker::pdf {

/// The objects of a PDF as its cross-references name them (ISO 32000-1, 7.5), tables, streams and
/// both. Nothing is guessed or repaired: a file is opened when its header is its first byte, all
/// sections can be read, each object that they name begins where they say, and nothing is
/// encrypted. What programs must repair first may look otherwise in each of them. All work is paid
/// out of `kStructureWorkMax`; when that is spent, nothing is found any more.
class Structure {
 public:
  /// `read_at` must outlive this. Nothing for a file that is not as above, or beyond the limits.
  static std::optional<Structure> open(const ReadAt& read_at, std::uint64_t file_bytes);

  [[nodiscard]] std::uint64_t last_section() const { return last_section_; }
  [[nodiscard]] bool ends_in_table() const { return ends_in_table_; }
  /// The first number that no object has.
  [[nodiscard]] std::uint64_t next_object() const { return next_object_; }
  /// The newest trailer, or the dictionary of the stream that is one.
  [[nodiscard]] Value trailer() const { return *value_of(trailer_); }

  /// Text of an object; of a stream its dictionary. Nothing: it is not there, or too large.
  std::optional<std::string> object(const catalog::PdfObject& object);
  /// Text of a value, of the object that it refers to if it does.
  std::optional<std::string> resolved(const Value& value);
  /// What a dictionary has under a name, resolved.
  std::optional<std::string> entry(const Value& dictionary, std::string_view name);
  /// Content of a stream that is plain or deflated, at most `bytes_max` of it.
  std::optional<std::string> stream(const catalog::PdfObject& object, std::size_t bytes_max);

 private:
  struct Place {
    enum class Kind : std::uint8_t { unknown, free, plain, packed } kind = Kind::unknown;
    std::uint64_t offset = 0;  ///< in the file, or number of the object stream
    std::uint32_t order = 0;   ///< generation, or index in that stream
  };
  struct Found {
    std::string text;
    std::uint64_t stream_at = 0;  ///< where its stream begins; 0: it has none
  };

  Structure(const ReadAt& read_at, std::uint64_t file_bytes)
      : read_at_(&read_at), file_bytes_(file_bytes) {}
  using Numbered = std::pair<std::uint64_t, Place>;
  bool read_sections();
  // Each section gives its trailer.
  std::optional<std::string> read_section(std::uint64_t at);
  std::optional<std::string> read_table(std::uint64_t at);
  bool read_part(std::uint64_t at, std::uint64_t first, std::uint64_t count,
                 std::vector<Numbered>& lines);
  std::optional<std::string> read_stream_section(std::uint64_t at);
  bool put(std::uint64_t number, const Place& place);
  [[nodiscard]] bool is_as_named() const;

  // Takes so much of what is left of the budget. False: there is not so much.
  bool spend(std::size_t bytes);
  [[nodiscard]] std::string bytes_at(std::uint64_t at, std::size_t bytes) const;
  // The same, out of the budget: nothing when that is spent.
  std::string window(std::uint64_t at, std::size_t bytes);
  std::optional<Found> found_at(std::uint64_t offset, const catalog::PdfObject* expected);
  // Objects that lie together are unpacked once: the newest stream of them is kept.
  bool unpack(std::uint64_t stream_number);
  std::optional<std::string> packed_object(const Place& place, std::uint64_t number);
  std::optional<std::string> content_of(const Found& found, std::size_t bytes_max);

  const ReadAt* read_at_;
  std::uint64_t file_bytes_;
  std::uint64_t last_section_ = 0;
  bool ends_in_table_ = false;
  std::uint64_t next_object_ = 0;
  std::string trailer_;
  std::vector<Place> places_;  ///< by number
  int depth_ = 0;              ///< of streams whose length stands in other streams
  std::size_t work_left_ = kStructureWorkMax;
  std::uint64_t unpacked_number_ = 0;  ///< of the stream that is kept; 0: none
  std::string unpacked_;               ///< its content
  std::size_t unpacked_first_ = 0;     ///< where its objects begin
};

}  // namespace aan::worker::pdf
