#include "adapters/store_sql/desk_pool.hpp"

#include <chrono>

namespace aan::store_sql {

Result<DeskPool::Loan> DeskPool::borrow() {
  {
    std::unique_lock lock(desks_mutex_);
    const bool is_free = returned_.wait_for(lock, std::chrono::microseconds(kWait.us),
                                            [&] { return out_ < desks_max_; });
    if (!is_free)
      return fail(Errc::unavailable, "store.borrow", "no connection became free in time",
                  "The shop is very busy. Please try again.");
    ++out_;
    if (!idle_.empty()) {
      std::unique_ptr<Desk> desk = std::move(idle_.back());
      idle_.pop_back();
      return Loan(*this, std::move(desk));
    }
  }
  Result<std::unique_ptr<Connection>> opened = open_();
  if (opened) return Loan(*this, std::make_unique<Desk>(*std::move(opened)));
  const std::scoped_lock lock(desks_mutex_);
  --out_;
  returned_.notify_one();
  return std::unexpected(std::move(opened).error());
}

void DeskPool::give_back(std::unique_ptr<Desk> desk) {
  Connection& connection = desk->connection();
  connection.forgive();
  desk->set_used();
  const bool is_sound = connection.is_alive() && !connection.in_transaction();
  const std::scoped_lock lock(desks_mutex_);
  --out_;
  if (is_sound) idle_.push_back(std::move(desk));
  returned_.notify_one();
}

}  // namespace aan::store_sql
