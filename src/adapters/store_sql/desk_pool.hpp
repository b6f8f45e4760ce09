#pragma once
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/store_sql/desk.hpp"

namespace aan::store_sql {

/// Desks that are opened when first needed and lent to one thread at a time. Thread-safe.
class DeskPool {
 public:
  using Open = std::function<Result<std::unique_ptr<Connection>>()>;
  DeskPool(std::size_t desks_max, Open open) : desks_max_(desks_max), open_(std::move(open)) {}

  /// A borrowed desk; goes back, or away when its connection is dead or inside a transaction.
  class Loan {
   public:
    Loan(DeskPool& pool, std::unique_ptr<Desk> desk) : pool_(&pool), desk_(std::move(desk)) {}
    Loan(Loan&&) noexcept = default;
    Loan& operator=(Loan&&) = delete;
    ~Loan() {
      if (desk_) pool_->give_back(std::move(desk_));
    }
    Desk& operator*() { return *desk_; }
    Desk* operator->() { return desk_.get(); }

   private:
    DeskPool* pool_;
    std::unique_ptr<Desk> desk_;
  };

  /// Waits at most `kWait` for a desk. Errors: unavailable, and those of opening.
  Result<Loan> borrow();

  static constexpr Duration kWait = Duration::seconds(5);

 private:
  void give_back(std::unique_ptr<Desk> desk);

  const std::size_t desks_max_;
  const Open open_;
  std::mutex desks_mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Desk>> idle_;
  std::size_t out_ = 0;
};

}  // namespace aan::store_sql
