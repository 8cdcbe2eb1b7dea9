import { hearingContract } from "./contract-hearing.ts";
import { contract } from "./contract.ts";
import { embedded } from "./homes.ts";

contract(embedded);
hearingContract(embedded);
