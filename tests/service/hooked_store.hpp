#pragma once
#include <functional>

#include "ports/store.hpp"
#include "service/room.hpp"

namespace aan::service {

/// The store, with what a test does before a look, before a change, and once a change is durable.
class HookedStore final : public ports::Store {
 public:
  explicit HookedStore(ports::Store& store) : store_(store) {}
  Result<> write(const char* name,
                 const std::function<Result<>(ports::UnitOfWork&)>& work) override {
    if (before_write) AAN_TRY(before_write());
    Result<> written = store_.write(name, work);
    if (after_write) after_write();
    return written;
  }
  Result<> read(const std::function<Result<>(const ports::Snapshot&)>& look) const override {
    if (before_read) before_read();
    return store_.read(look);
  }
  Result<> copy_out(const std::function<Result<>(std::string_view)>& take) const override {
    return store_.copy_out(take);
  }
  [[nodiscard]] const std::string& site() const override { return store_.site(); }
  Result<std::int64_t> raise_epoch() override { return store_.raise_epoch(); }
  Result<> check_authority() const override { return store_.check_authority(); }
  [[nodiscard]] bool has_single_writer() const override { return store_.has_single_writer(); }

  std::function<void()> before_read;
  std::function<Result<>()> before_write;
  std::function<void()> after_write;

 private:
  ports::Store& store_;
};

/// The room of a shop, over another store.
inline Room room_over(ports::Store& store, const Room& plain) {
  return {store,     plain.blobs, plain.clock,  plain.rng,
          plain.ids, plain.keys,  plain.sealer, plain.currency};
}

}  // namespace aan::service
