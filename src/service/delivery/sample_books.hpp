#pragma once
#include <string>
#include <string_view>

#include "ports/sample_writer.hpp"
#include "service/delivery/keep_pictures.hpp"
#include "service/delivery/makings.hpp"
#include "service/room.hpp"
#include "service/shop.hpp"

namespace aan::service {

/// A sample as a file.
struct SampleFile {
  ports::OpenBlob content;
  std::string file_name;  ///< "walden-sample.epub"
};

/// Whether a book's sample can be had as a file: it is a text, and is shown.
[[nodiscard]] bool has_sample_file(const catalog::Edition& edition);

/// A sample's file is of no book any more. Idempotent.
Result<> forget_sample_file(ports::UnitOfWork& unit, const catalog::EditionId& id);

/// Samples as EPUBs, made of what the shop shows of a book when somebody asks for the first one,
/// and kept; made again when book, sample, cover or the shop's address change. Thread-safe.
class SampleBooks {
 public:
  /// All outlive this.
  SampleBooks(const Room& room, const Shop& shop, KeepPictures& pictures,
              ports::SampleWriter& writer, Makings& makings)
      : room_(room), shop_(shop), pictures_(pictures), writer_(writer), makings_(makings) {}

  /// Errors: not_found (no such book, no sample, or one that is pictures); unavailable (the
  /// worker, or too much is being made).
  Result<SampleFile> open(std::string_view slug);

 private:
  const Room& room_;
  const Shop& shop_;
  KeepPictures& pictures_;
  ports::SampleWriter& writer_;
  Makings& makings_;
};

}  // namespace aan::service
