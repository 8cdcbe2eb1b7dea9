import { hearingContract } from "./contract-hearing.ts";
import { contract } from "./contract.ts";
import { postgres } from "./homes.ts";

contract(postgres);
hearingContract(postgres);
