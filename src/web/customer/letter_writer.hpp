#pragma once
#include "ports/letter_writer.hpp"

namespace aan::web {

/// Letters in the words of the pages. Thread-safe.
class LetterWriter final : public ports::LetterWriter {
 public:
  [[nodiscard]] ports::Letter receipt(const ports::ReceiptLetter& about) const override;
  [[nodiscard]] ports::Letter release(const ports::ReleaseLetter& about) const override;
  [[nodiscard]] ports::Letter gift(const ports::GiftLetter& about) const override;
  [[nodiscard]] ports::Letter attention(const ports::AttentionLetter& about) const override;
  [[nodiscard]] ports::Letter library(const ports::LibraryLetter& about) const override;
  [[nodiscard]] ports::Letter version(const ports::VersionLetter& about) const override;
  [[nodiscard]] ports::Letter new_address(const ports::AddressLetter& about) const override;
  [[nodiscard]] ports::Letter old_address(const ports::AddressLetter& about) const override;
  [[nodiscard]] ports::Letter address_off(const ports::AddressLetter& about) const override;
  [[nodiscard]] ports::Letter new_link(const ports::AddressLetter& about) const override;
  [[nodiscard]] ports::Letter reader(const ports::ReaderLetter& about) const override;
  [[nodiscard]] catalog::StampWords stamp_page(const ports::StampPage& about) const override;
};

}  // namespace aan::web
