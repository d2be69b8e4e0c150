#include "google/directory/page_chain.hpp"

#include <utility>

#include "failure.hpp"

namespace gup::google {

namespace {

/// 20 million members, 50 million users.
constexpr std::size_t kMostPages = 100'000;

}  // namespace

bool PageChain::advance(std::string next) {
  if (next.empty()) return false;
  if (seen_.size() == kMostPages)
    throw Failure(host_sdk::ResultCode::try_again,
                  "Google's answers to " + std::string(method_) + " do not end; the list was given up.");
  if (!seen_.insert(next).second)
    throw Failure(host_sdk::ResultCode::try_again,
                  "Google's answers to " + std::string(method_) +
                      " lead back to a page that was read before; the list was given up.");
  token_ = std::move(next);
  return true;
}

}  // namespace gup::google
