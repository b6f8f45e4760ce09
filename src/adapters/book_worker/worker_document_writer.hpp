#pragma once
#include "adapters/book_worker/kept_papers.hpp"
#include "adapters/book_worker/worker_pool.hpp"
#include "ports/document_writer.hpp"
#include "ports/sample_writer.hpp"

namespace aan::book_worker {

/// DocumentWriter and SampleWriter that have each document made by an `aan-worker` of its own. Of
/// papers, which buyers fetch as often as they like, those that were asked for last are kept.
class WorkerDocumentWriter final : public ports::DocumentWriter, public ports::SampleWriter {
 public:
  /// `pool` must outlive this; reader and writer may share one.
  explicit WorkerDocumentWriter(WorkerPool& pool) : pool_(pool) {}
  Result<std::string> write_epub(const ports::Manuscript& manuscript) override;
  Result<std::string> write_paper(const ports::Paper& paper) override;
  Result<ports::DrawnCover> draw_cover(const ports::CoverOrder& order) override;
  Result<std::string> write_sample(const ports::SampleBook& book) override;

 private:
  WorkerPool& pool_;
  KeptPapers papers_;
};

}  // namespace aan::book_worker
