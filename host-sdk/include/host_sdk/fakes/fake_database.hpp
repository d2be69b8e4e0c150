// The address of a database that the test made.
#pragma once

#include <string>
#include <utility>

#include "host_sdk/services/database.hpp"

namespace host_sdk::fakes {

/// Says what it was told. [any]
class FakeDatabase : public Database {
 public:
  explicit FakeDatabase(std::string backend = "sqlite3", std::string connection_string = "dbname=:memory:")
      : backend_(std::move(backend)), connection_string_(std::move(connection_string)) {}

  [[nodiscard]] std::string backend() const override { return backend_; }
  [[nodiscard]] std::string connection_string() const override { return connection_string_; }

 private:
  std::string backend_;
  std::string connection_string_;
};

}  // namespace host_sdk::fakes
