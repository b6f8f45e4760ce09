#pragma once
#include <string>

#include "ports/store.hpp"

namespace aan::testing {

/// A store that is down: enough to see which routes there are, and what they say then.
class ClosedStore final : public ports::Store {
 public:
  Result<> write(const char*, const std::function<Result<>(ports::UnitOfWork&)>&) override {
    return fail(Errc::unavailable, "store", "closed at /secret/place");
  }
  Result<> read(const std::function<Result<>(const ports::Snapshot&)>&) const override {
    return fail(Errc::unavailable, "store", "closed at /secret/place");
  }
  Result<> copy_out(const std::function<Result<>(std::string_view)>&) const override {
    return fail(Errc::unavailable, "store", "closed at /secret/place");
  }
  [[nodiscard]] const std::string& site() const override { return site_; }
  Result<std::int64_t> raise_epoch() override { return 1; }
  Result<> check_authority() const override {
    return fail(Errc::unavailable, "store", "closed at /secret/place");
  }
  [[nodiscard]] bool has_single_writer() const override { return true; }

 private:
  std::string site_ = "test";
};

}  // namespace aan::testing
