#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "directory.hpp"

/// Pages and page tokens of the three paged lists.
namespace emulator {

/// A list as paging sees it: rows have positions from 0 to count.
struct PagedRows {
  std::size_t count = 0;
  /// Whether the row belongs to the answer.
  std::function<bool(std::size_t)> accepts;
  /// A text by which the row is found again although rows before it came or went; empty function: by
  /// position.
  std::function<std::string(std::size_t)> key;
  /// The position of the first row after the one with that key.
  std::function<std::size_t(const std::string&)> after;
};

struct Page {
  std::vector<std::size_t> rows;
  std::string next_token;  ///< empty on the last page
};

/// The parameters that count: those of the request, or by switch those of the token's first request.
/// Throws ApiError for a token that is broken, too old, or of another request.
Parameters effective_parameters(const Call& call);

/// `lifetime` of tokens in seconds, 0: for ever.
Page take_page(const Call& call, const Parameters& parameters, const PagedRows& rows,
               std::size_t default_size, std::size_t largest, std::int64_t lifetime);

}  // namespace emulator
