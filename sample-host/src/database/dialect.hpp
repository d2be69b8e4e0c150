// The few words in which the three databases differ.
#pragma once

#include <string>
#include <string_view>

#include "database/session_pool.hpp"

namespace sample_host {

/// The SQL of one backend.
class Dialect {
 public:
  /// `mysql_collation`: a binary collation without padding, which MariaDB and MySQL name differently; ignored
  /// by the other backends.
  Dialect(Backend backend, std::string mysql_collation = "utf8mb4_nopad_bin")
      : backend_(backend), mysql_collation_(std::move(mysql_collation)) {}

  [[nodiscard]] Backend backend() const { return backend_; }

  /// Text of up to `length` code points that compares byte by byte: MariaDB's default would take `A@x` and
  /// `a@x ` for one key.
  [[nodiscard]] std::string text(int length) const;
  /// Text of up to 16 MB.
  [[nodiscard]] std::string long_text() const;
  /// A primary key that the database counts up itself and never uses twice.
  [[nodiscard]] std::string counted_key() const;
  /// The primary key of a host table whose ids come from the ids service.
  [[nodiscard]] std::string given_key() const;
  /// What stands behind the closing bracket of CREATE TABLE.
  [[nodiscard]] std::string table_options() const;
  /// `expression` with its case folded, for searching.
  [[nodiscard]] std::string folded(std::string_view expression) const;

 private:
  Backend backend_;
  std::string mysql_collation_;
};

/// The pattern for LIKE … ESCAPE '!' that finds `text` anywhere.
[[nodiscard]] std::string like_pattern(std::string_view text);

}  // namespace sample_host
